package skybourse.round.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

class ReputationScoresTest {

    private static ReputationScores scores(double retry) {
        return new ReputationScores(new Reputation(9, 1, 0.97, 0.7, retry), 2, new RandomStreams(1));
    }

    /** (9 + s) / (10 + s + f): 9/12 with two failures, 9/13 with three. */
    @Test
    void thirdFailureExcludesNewLeader() {
        var scores = scores(0);
        assertThat(scores.score(0)).isEqualTo(0.9);
        scores.count(0, false);
        scores.count(0, false);
        assertThat(scores.score(0)).isEqualTo(0.75);
        assertThat(scores.admits(0, 5)).isTrue();
        scores.count(0, false);
        assertThat(scores.score(0)).isCloseTo(9 / 13.0, within(1e-15));
        assertThat(scores.admits(0, 5)).isFalse();
        assertThat(scores.score(1)).isEqualTo(0.9);
    }

    @Test
    void deliveredPiecesRaiseTheScore() {
        var scores = scores(0);
        for (int i = 0; i < 10; i++) {
            scores.count(0, true);
        }
        scores.count(0, false);
        assertThat(scores.score(0)).isCloseTo(19 / 21.0, within(1e-15));
    }

    /** Of 20 failures, 20 x 0.97^n are left after n slots. The score reaches 0.7 when 20/7 are left, after 63.9 slots. */
    @Test
    void failuresAreForgotten() {
        var scores = scores(0);
        for (int i = 0; i < 20; i++) {
            scores.count(1, false);
        }
        int slots = 0;
        while (!scores.admits(1, slots)) {
            scores.forget();
            slots++;
        }
        assertThat(slots).isEqualTo(64);
    }

    @Test
    void excludedLeaderIsOnTrialAtTheGivenRate() {
        var scores = scores(0.05);
        for (int i = 0; i < 20; i++) {
            scores.count(0, false);
        }
        long trials = LongStream.range(0, 20_000)
                .filter(slot -> scores.admits(0, slot))
                .count();
        assertThat(trials / 20_000.0).isCloseTo(0.05, within(0.006));
    }

    @Test
    void refusesLeastScoreOfNewLeaders() {
        assertThatThrownBy(() -> new Reputation(9, 1, 0.97, 0.9, 0))
                .hasMessage("least must be below the score of a new leader, 0.9: 0.9");
        assertThatThrownBy(() -> new Reputation(0, 1, 0.97, 0.7, 0)).hasMessageContaining("priorDelivered");
        assertThatThrownBy(() -> new Reputation(9, 0, 0.97, 0.7, 0)).hasMessageContaining("priorFailed");
        assertThatThrownBy(() -> new Reputation(9, 1, 1.1, 0.7, 0)).hasMessageContaining("keep");
        assertThatThrownBy(() -> new Reputation(9, 1, 0.97, 0.7, -1)).hasMessageContaining("retry");
    }
}
