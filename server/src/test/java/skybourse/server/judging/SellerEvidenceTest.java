package skybourse.server.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.server.judging.AnswerComparison.Result;

class SellerEvidenceTest {

    private static final int RUNS = 400;

    /** Returns the mean number of checks until the seller is excluded, at most {@code most} in each run. */
    private static double meanChecks(double mismatches, int most) {
        RandomGenerator draws = new RandomStreams(1).stream("mismatches", 0);
        return IntStream.range(0, RUNS)
                .map(_ -> checks(mismatches, most, draws))
                .average()
                .orElseThrow();
    }

    private static int checks(double mismatches, int most, RandomGenerator draws) {
        var evidence = new SellerEvidence();
        int checks = 0;
        while (!evidence.isExcluded() && checks < most) {
            evidence.add(draws.nextDouble() < mismatches);
            checks++;
        }
        return checks;
    }

    @Test
    void evidenceIsALikelihoodRatioThatStartsAgainAtOne() {
        var evidence = new SellerEvidence();
        assertThat(evidence.add(false)).isFalse();
        assertThat(evidence.ratio()).isEqualTo(7 / 9.0, Offset.offset(1e-12));
        assertThat(evidence.isSuspect()).isFalse();
        assertThat(evidence.add(true)).isTrue();
        assertThat(evidence.ratio()).isEqualTo(3, Offset.offset(1e-12));
        assertThat(evidence.isSuspect()).isTrue();
        for (int match = 0; match < 4; match++) {
            assertThat(evidence.isSuspect()).isTrue();
            assertThat(evidence.add(false)).isFalse();
        }
        assertThat(evidence.add(false)).isFalse();
        assertThat(evidence.isSuspect()).as("3 (7/9)^5 is below 1").isFalse();
    }

    @Test
    void nineMismatchesInARowReachTheThresholdPermanently() {
        var evidence = new SellerEvidence();
        for (int i = 0; i < 1_000; i++) {
            evidence.add(false);
        }
        for (int i = 0; i < 8; i++) {
            assertThat(evidence.add(true)).isEqualTo(i == 0);
            assertThat(evidence.isExcluded()).isFalse();
        }
        assertThat(evidence.add(true)).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(evidence.add(false)).isFalse();
        }
        assertThat(evidence.isExcluded()).isTrue();
    }

    @Test
    void resultsAreAddedInTheOrderOfTheirChecks() {
        var evidence = new SellerEvidence();
        assertThat(evidence.begin()).isZero();
        assertThat(evidence.begin()).isEqualTo(1);
        assertThat(evidence.begin()).isEqualTo(2);
        assertThat(evidence.complete(1, Result.MISMATCH)).isFalse();
        assertThat(evidence.complete(2, Result.NOT_COMPARABLE)).isFalse();
        assertThat(evidence.ratio()).isEqualTo(1);
        assertThat(evidence.complete(0, Result.MATCH)).as("the mismatch is new").isTrue();
        assertThat(evidence.ratio())
                .as("the match before it does not offset it")
                .isEqualTo(3, Offset.offset(1e-12));
        assertThat(evidence.complete(evidence.begin(), Result.NOT_COMPARABLE)).isFalse();
        assertThat(evidence.complete(evidence.begin(), Result.MATCH)).isFalse();
        assertThat(evidence.ratio()).isEqualTo(7 / 3., Offset.offset(1e-12));
    }

    /** An honest seller is not excluded in 10,000 checks on average; runs are cut off at 40,000. A seller with few mismatches is not excluded either. */
    @Test
    void honestSellersAreRarelyExcluded() {
        assertThat(meanChecks(SellerEvidence.NULL_MISMATCH_RATE, 40_000))
                .isGreaterThan(SellerEvidence.EXCLUSION_THRESHOLD);
        assertThat(meanChecks(.05, 40_000)).isEqualTo(40_000);
    }

    @Test
    void dishonestSellersAreExcludedSoon() {
        assertThat(meanChecks(1, 40_000)).isEqualTo(9);
        assertThat(meanChecks(.5, 40_000)).isEqualTo(22, Offset.offset(2.0));
        assertThat(meanChecks(.3, 40_000)).isEqualTo(57, Offset.offset(6.0));
    }
}
