package skybourse.paper.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.LocalSweepEngine;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepGrid;
import skybourse.evidence.task.CellTasks;

class PaperFailureSymptomTest {

    /** The market of {@code CyclingMarketTest}. */
    @Tag("slow")
    @Test
    void cyclingMarketShowsOscillation() {
        var sweep = new Sweep(
                "cycle",
                CellTasks.named("round").orElseThrow(),
                SweepGrid.standard()
                        .axis("scenario", "4/1/2/1")
                        .axis("overload", "ignore")
                        .axis("start", "zero", "caps")
                        .axis("policy", "fixed")
                        .axis("solver", "gauss-seidel")
                        .axis("resalePrice", "lowest-ask")
                        .byAxis(),
                List.of(41L),
                ScenarioSource.none());
        List<CellResult> results = new ArrayList<>();
        new LocalSweepEngine(1).run(sweep, sweep.cells(), results::add);
        assertThat(PaperFailureSymptom.sightings(new ResultTable(sweep, results)))
                .filteredOn(sighting -> sighting.signature() == PaperFailureSymptom.OSCILLATION)
                .hasSize(2)
                .allSatisfy(sighting -> assertThat(sighting.inWords()).startsWith("1 of 1 solves: "));
    }
}
