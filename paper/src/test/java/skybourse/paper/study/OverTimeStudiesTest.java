package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.LocalSweepEngine;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepGrid;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.MadeTables;

/** Experiments over time, run with few slots. */
class OverTimeStudiesTest {

    /** Every experiment over time runs with few slots and two seeds; its findings have values and its charts numbers. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"mobility", "stale", "overload-time"})
    void smallRunGivesFindingsAndCharts(String name) {
        Experiment experiment = Shipped.named(name);
        Map<String, ResultTable> tables = new HashMap<>();
        for (Sweep sweep : experiment.sweeps(MadeTables.plan(false))) {
            Sweep small = tiny(sweep);
            List<CellResult> results = new ArrayList<>();
            new LocalSweepEngine(2).run(small, small.cells(), results::add);
            tables.put(sweep.name(), new ResultTable(small, results));
            assertThat(tables.get(sweep.name()).failures()).isEmpty();
        }
        Experiment.Outcome outcome = experiment.outcome(tables);
        assertThat(outcome.findings())
                .isNotEmpty()
                .allSatisfy(finding ->
                        assertThat(finding.measured().value().count()).isPositive());
        assertThat(outcome.charts())
                .allSatisfy(chart -> assertThat(chart.series())
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line.y()).doesNotContain(Double.NaN)));
    }

    private static Sweep tiny(Sweep sweep) {
        SweepGrid grid = new SweepGrid(sweep.grid())
                .axis("scenario", "8/1/2/1")
                .axis("solver", "newton")
                .axis("warmUp", 16)
                .axis("slots", 28);
        return new Sweep(sweep.name(), sweep.task(), grid.byAxis(), List.of(1L, 2L), sweep.worlds());
    }
}
