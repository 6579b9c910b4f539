package skybourse.evidence.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every engine is held to. Spark's is compiled apart; {@code spark/kill-test} holds it to the same with an executor killed. */
abstract class SweepEngineContract {

    abstract SweepEngine engine();

    private List<CellResult> run(Sweep sweep, List<Sweep.Cell> cells) {
        List<CellResult> told = new ArrayList<>();
        engine().run(sweep, cells, told::add);
        return told;
    }

    @Test
    void everyCellGivenIsToldOnceAndNoOther() {
        Sweep sweep = HalvingTask.sweep(5L, 4L, 9L);
        List<Sweep.Cell> given = sweep.cells().subList(3, 14);
        assertThat(run(sweep, given)).extracting(CellResult::cell).containsExactlyInAnyOrderElementsOf(given);
        assertThat(run(sweep, List.of())).isEmpty();
    }

    @Test
    void theTableIsThatOfCellsRunOneAfterTheOther() {
        Sweep sweep = HalvingTask.sweep(5L, 4L, 9L, 2L);
        ResultTable plain = HalvingTask.table(sweep);
        ResultTable table = new ResultTable(sweep, run(sweep, sweep.cells().reversed()));
        assertThat(lines(table)).hasSize(48).isEqualTo(lines(plain));
    }

    private static List<String> lines(ResultTable table) {
        return table.rows().stream()
                .map(row -> row.settings().inWords() + " " + row.seed() + " " + Arrays.toString(row.keys())
                        + Arrays.toString(row.values()))
                .toList();
    }

    @Test
    void aCellThatFailsIsToldWithItsReasonAndTheOthersRun() {
        Sweep sweep = HalvingTask.sweep(12L, 13L, 14L);
        List<CellResult> told = run(sweep, sweep.cells());
        assertThat(told).hasSize(18);
        assertThat(told.stream().filter(CellResult.Failed.class::isInstance))
                .hasSize(6)
                .allSatisfy(failed -> assertThat(((CellResult.Failed) failed).reason())
                        .isEqualTo("IllegalStateException: seed is unlucky: 13"));
    }

    /** As where the disk is full: what is told is written down before the next cell counts. */
    @Test
    void aListenerThatFailsEndsTheRun() {
        Sweep sweep = HalvingTask.sweep(1L, 2L);
        List<CellResult> told = new ArrayList<>();
        assertThatIllegalStateException()
                .isThrownBy(() -> engine().run(sweep, sweep.cells(), result -> {
                    told.add(result);
                    throw new IllegalStateException("disk full");
                }))
                .withMessage("disk full");
        assertThat(told).hasSize(1);
    }
}
