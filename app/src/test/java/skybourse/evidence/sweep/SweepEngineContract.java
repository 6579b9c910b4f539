package skybourse.evidence.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contract of all engines. {@code spark/kill-test} checks the separately compiled engine for Spark with a killed executor. */
abstract class SweepEngineContract {

    abstract SweepEngine engine();

    private List<CellResult> run(Sweep sweep, List<Sweep.Cell> cells) {
        List<CellResult> results = new ArrayList<>();
        engine().run(sweep, cells, results::add);
        return results;
    }

    @Test
    void reportsEachGivenCellOnce() {
        Sweep sweep = HalvingTask.sweep(5L, 4L, 9L);
        List<Sweep.Cell> given = sweep.cells().subList(3, 14);
        assertThat(run(sweep, given)).extracting(CellResult::cell).containsExactlyInAnyOrderElementsOf(given);
        assertThat(run(sweep, List.of())).isEmpty();
    }

    @Test
    void tableEqualsSequentialRun() {
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
    void reportsFailedCellsAndRunsOthers() {
        Sweep sweep = HalvingTask.sweep(12L, 13L, 14L);
        List<CellResult> results = run(sweep, sweep.cells());
        assertThat(results).hasSize(18);
        assertThat(results.stream().filter(CellResult.Failed.class::isInstance))
                .hasSize(6)
                .allSatisfy(failed -> assertThat(((CellResult.Failed) failed).reason())
                        .isEqualTo("IllegalStateException: seed is unlucky: 13"));
    }

    /** As on a full disk: a result is stored before the next one is reported. */
    @Test
    void failingListenerEndsRun() {
        Sweep sweep = HalvingTask.sweep(1L, 2L);
        List<CellResult> results = new ArrayList<>();
        assertThatIllegalStateException()
                .isThrownBy(() -> engine().run(sweep, sweep.cells(), result -> {
                    results.add(result);
                    throw new IllegalStateException("disk full");
                }))
                .withMessage("disk full");
        assertThat(results).hasSize(1);
    }
}
