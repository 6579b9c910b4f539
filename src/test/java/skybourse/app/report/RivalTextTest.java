package skybourse.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.learning.training.PlayedPolicy;
import skybourse.learning.training.RivalStudy;

class RivalTextTest {

    private static PlayedPolicy played(String name, double first, double second, double welfare) {
        double[] optimum = {100, 300};
        double[] messages = {first * 100, second * 100};
        return new PlayedPolicy(
                name,
                new double[] {first, second},
                new double[] {welfare, 3 * welfare},
                optimum,
                messages,
                new double[] {first, 1});
    }

    /**
     * Of two values a and b the half width is t(0.975, 1) / 2 times their distance: 12.7062 / 2 = 6.3531; for the differences
     * 0.2 and 0.1 it is 0.6353.
     */
    @Test
    void everyNumberIsThatOfTwoMarketsByHand() {
        var study = new RivalStudy(
                "small.yaml",
                List.of(
                        played("model", 0.5, 0.7, 90),
                        played("fixed-2", 0.3, 0.6, 80),
                        played("fixed-3", 0.5, 0.7, 90)),
                "fixed-2",
                "fixed-3",
                List.of(26L, 13L),
                List.of(0.9, 0.9));
        assertThat(RivalText.of(study).lines())
                .containsExactly(
                        "small.yaml, 2 markets of tier 1 that no training saw, turns shorter",
                        "policy                     reward (95 %)     gains from trade  messages  deadlines   model has more reward by",
                        "model                      0.6000 +- 1.2706            0.9000     60.00    75.00 %",
                        "fixed-2                    0.4500 +- 1.9059            0.8000     45.00    65.00 %   0.1500 +- 0.6353"
                                + "    best fixed step on the training markets",
                        "fixed-3                    0.6000 +- 1.2706            0.9000     60.00    75.00 %   0.0000 +- 0.0000"
                                + "    best fixed step in hindsight",
                        "clairvoyant                0.9000 +- 0.0000  knows every limit, the same steps; a bound",
                        "model took a fixed step, 13 to 26 ticks, in the 2 markets that are beyond its training",
                        "model less fixed-2 (the best fixed step on the training markets), pairwise: reward 0.1500 +- 0.6353,"
                                + " gains from trade 10.00 +- 63.53 % of the optimum, messages 15.00 +- 63.53,"
                                + " deadlines met 10.00 +- 127.06 %",
                        "model less fixed-3 (the best fixed step in hindsight), pairwise: reward 0.0000 +- 0.0000,"
                                + " gains from trade 0.00 +- 0.00 % of the optimum, messages 0.00 +- 0.00,"
                                + " deadlines met 0.00 +- 0.00 %");
    }

    @Test
    void oneStepMayBeTheBestOnBothKindsOfMarkets() {
        var study = new RivalStudy(
                "small.yaml",
                List.of(played("model", 1, 1, 9), played("fixed-2", 1, 1, 9)),
                "fixed-2",
                "fixed-2",
                List.of(),
                List.of(1.0));
        assertThat(RivalText.of(study))
                .contains("best fixed step on the training markets  best fixed step in hindsight\n");
    }
}
