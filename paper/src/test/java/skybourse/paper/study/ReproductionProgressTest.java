package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import skybourse.app.folders.SweepFolder;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepGrid;
import skybourse.evidence.task.CellTasks;
import skybourse.paper.experiment.Experiment;

class ReproductionProgressTest {

    private static final Sweep SWEEP = new Sweep(
            "auctions",
            CellTasks.named("auction").orElseThrow(),
            SweepGrid.standard().axis("markets", "20").byAxis(),
            List.of(1L, 2L, 3L, 4L),
            ScenarioSource.none());

    private static ReproductionProgress progress(Set<Sweep.Cell> finished) {
        Experiment any = Experiments.all().getFirst();
        AtomicLong nanos = new AtomicLong();
        return new ReproductionProgress(
                new PrintWriter(new StringWriter()),
                (_, _, _, _) -> {
                    throw new AssertionError("no sweep is started");
                },
                () -> nanos.getAndAdd(3_000_000_000L),
                List.of(any),
                List.of(new Reproduction.Work(SWEEP, finished)));
    }

    @Test
    void showsRemainingTimeWhileCellsRun() {
        List<Sweep.Cell> cells = SWEEP.cells();
        ReproductionProgress progress = progress(new HashSet<>(cells.subList(0, 1)));
        assertThat(progress.text()).isEqualTo("1 of 4 cells");
        assertThat(progress.cellFinished(SWEEP, cells.get(1))).isEqualTo("all: 2 of 4 cells, about 6 s left");
        progress.cellFinished(SWEEP, cells.get(2));
        assertThat(progress.cellFinished(SWEEP, cells.get(3))).isEqualTo("all: 4 of 4 cells");
    }

    @Test
    void printsTotalWorkAndCurrentExperiment() {
        var printed = new StringWriter();
        List<String> bars = new ArrayList<>();
        List<Experiment> two = Experiments.all().subList(0, 2);
        var progress = new ReproductionProgress(
                new PrintWriter(printed),
                (sweep, finished, left, beside) -> {
                    bars.add(sweep.name() + " " + finished + " " + left + " "
                            + beside.apply(sweep.cells().getLast()));
                    return new SweepFolder.CellListener() {
                        @Override
                        public void cellFinished(Sweep.Cell cell) {}

                        @Override
                        public void close() {}
                    };
                },
                () -> 0,
                two,
                List.of(new Reproduction.Work(SWEEP, Set.of(SWEEP.cells().getFirst()))));
        progress.start();
        progress.begin(two.getLast());
        progress.begin(SWEEP, 1, 3).close();
        assertThat(printed.toString().lines())
                .containsExactly(
                        "2 experiments, 4 cells, 1 already done. If interrupted, run the same command again to continue.",
                        "experiment 2 of 2, " + two.getLast().name() + ": 1 of 4 cells");
        assertThat(bars).containsExactly("auctions 1 3 all: 2 of 4 cells, about 1 s left");
    }

    @Test
    void durationsUseReadableUnits() {
        assertThat(ReproductionProgress.inWords(0.2)).isEqualTo("1 s");
        assertThat(ReproductionProgress.inWords(89)).isEqualTo("89 s");
        assertThat(ReproductionProgress.inWords(90)).isEqualTo("2 min");
        assertThat(ReproductionProgress.inWords(200)).isEqualTo("3 min");
        assertThat(ReproductionProgress.inWords(5_400)).isEqualTo("1.5 h");
        assertThat(ReproductionProgress.inWords(6_000)).isEqualTo("1.7 h");
    }
}
