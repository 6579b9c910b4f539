package skybourse.app.report.round;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.tier1.certificate.PlannerBound;

class EfficiencyWordsTest {

    /** A proof of 98.896 % is stated as 98.8 %, not as 98.9 %. */
    @Test
    void roundsShareDownAndOptimumUp() {
        assertThat(RoundSentences.efficiency(new PlannerBound(366.08, 370.1612, 0.98896)))
                .isEqualTo(
                        "Tier 1 reaches at least 98.8 % of the planner's optimum (before tier 2, overload at its expected"
                                + " price), which is proved to be at most 370.2 money.");
        assertThat(RoundSentences.efficiency(new PlannerBound(1234567, 1234567, 1)))
                .contains("100 %", "at most 1235000 money");
    }
}
