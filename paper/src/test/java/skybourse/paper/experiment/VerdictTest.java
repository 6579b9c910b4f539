package skybourse.paper.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.ConfidenceInterval;

/** Constraints of findings, tables and plans. */
class VerdictTest {

    @Test
    void checkWithoutNumberIsRobustOrSensitive() {
        Claim check = new Claim("next check 3", "widths", "no numbers");
        for (Verdict verdict : List.of(Verdict.REPRODUCED, Verdict.DIFFERS, Verdict.NOT_REPRODUCED)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Finding(check, MeasuredValue.none(), FindingNumbers.none(), verdict, "why"))
                    .withMessageContaining("verdict on a check must be robust or sensitive: " + verdict.text());
        }
        assertThat(check.notAsked("why").verdict()).isEqualTo(Verdict.NOT_ASKED);
    }

    @Test
    void rowNeedsValueForEachColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FindingNumbers(
                        "market",
                        List.of("a", "b"),
                        List.of(new FindingNumbers.Row("x", List.of(ConfidenceInterval.of(new double[] {1}))))))
                .withMessageContaining("row must have 2 values: x");
    }

    @Test
    void trainingsAndMarketsOverTimeHaveFewerSeeds() {
        ReproductionPlan full =
                new ReproductionPlan(true, 100, MadeTables.plan(true).scenarios(), MadeTables.models());
        ReproductionPlan few = new ReproductionPlan(true, 20, full.scenarios(), MadeTables.models());
        ReproductionPlan quick = new ReproductionPlan(false, 100, full.scenarios(), MadeTables.models());
        assertThat(Stream.of(full, few, quick).map(plan -> plan.trainings().seedCount()))
                .containsExactly(10, 5, 2);
        assertThat(Stream.of(full, few, quick).map(plan -> plan.aidedTrainings().seedCount()))
                .containsExactly(20, 10, 2);
        assertThat(Stream.of(full, MadeTables.plan(true), quick)
                        .map(plan -> plan.simulations().seedCount()))
                .containsExactly(20, 3, 5);
    }
}
