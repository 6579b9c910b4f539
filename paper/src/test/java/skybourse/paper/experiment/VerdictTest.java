package skybourse.paper.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.Interval;

/** What holds of findings and plans. */
class VerdictTest {

    @Test
    void aCheckWithoutANumberIsNeverCompared() {
        Claim check = new Claim("next check 3", "widths", "no numbers");
        for (Verdict verdict : List.of(Verdict.REPRODUCED, Verdict.DIFFERS, Verdict.NOT_REPRODUCED)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Finding(check, Measured.none(), FindingTable.none(), verdict, "why"))
                    .withMessageContaining("verdict on a check must be robust or sensitive: " + verdict.words());
        }
        assertThat(check.notAsked("why").verdict()).isEqualTo(Verdict.NOT_ASKED);
    }

    @Test
    void aRowHasAValueForEachColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FindingTable.of("market", "a", "b").row("x", Measured.only(1)))
                .withMessageContaining("row must have 2 values: x");
    }

    @Test
    void sharesAreToldInPercentWithTheirIntervalWhereSharesCanLie() {
        Interval ratio = Interval.of(new double[] {0.25, 0.75});
        assertThat(Measured.percent(ratio))
                .isEqualTo(new Interval(2, 50, 100 * ratio.low(), 100 * ratio.high(), 100 * ratio.deviation()));
        assertThat(Measured.share(ratio)).isEqualTo(new Interval(2, 50, 0, 100, 100 * ratio.deviation()));
        Interval narrow = Interval.of(new double[] {0.5, 0.5001});
        assertThat(Measured.share(narrow)).isEqualTo(Measured.percent(narrow));
    }

    @Test
    void trainingsAndMarketsOverTimeHaveFewerSeeds() {
        ExperimentPlan full =
                new ExperimentPlan(true, 100, MadeTables.plan(true).scenarios(), MadeTables.models());
        ExperimentPlan few = new ExperimentPlan(true, 20, full.scenarios(), MadeTables.models());
        ExperimentPlan quick = new ExperimentPlan(false, 100, full.scenarios(), MadeTables.models());
        assertThat(Stream.of(full, few, quick).map(plan -> plan.trainings().seedCount()))
                .containsExactly(10, 5, 2);
        assertThat(Stream.of(full, few, quick).map(plan -> plan.aidedTrainings().seedCount()))
                .containsExactly(20, 10, 2);
        assertThat(Stream.of(full, MadeTables.plan(true), quick)
                        .map(plan -> plan.simulations().seedCount()))
                .containsExactly(20, 3, 5);
    }
}
