package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.folders.MadeUpCells;
import skybourse.app.folders.SweepFolder;
import skybourse.app.report.ChartData;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepEngine;
import skybourse.files.log.FolderDigests;
import skybourse.files.text.InvalidInputException;
import skybourse.paper.experiment.Claim;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.ReproductionPlan;

/** Experiments one after the other, with artificial cells. */
class ReproductionTest {

    private static final Sweep ONE = MadeUpCells.sweep("one");
    private static final Sweep TWO = MadeUpCells.sweep("two");
    private static final Experiment FIRST = new ArtificialExperiment("first", List.of(ONE));
    private static final Experiment SECOND = new ArtificialExperiment("second", List.of(ONE, TWO));

    @TempDir
    private Path temp;

    private final List<String> executed = new ArrayList<>();

    private record ArtificialExperiment(String name, List<Sweep> sweeps) implements Experiment {

        @Override
        public String title() {
            return "a question";
        }

        @Override
        public List<Claim> claims() {
            return List.of();
        }

        @Override
        public List<Sweep> sweeps(ReproductionPlan plan) {
            return sweeps;
        }

        @Override
        public String leftOut() {
            return "";
        }

        @Override
        public Outcome outcome(Map<String, ResultTable> tables) {
            double[] x = {tables.size(), 3};
            var series = List.of(ChartData.Series.plain("line", x, x));
            return new Outcome(List.of(), List.of(new ChartData("drawn", "title", "note", "x", "y", series)));
        }
    }

    private final SweepEngine engine = (sweep, cells, done) -> {
        executed.add(sweep.name() + " " + cells.size());
        cells.forEach(cell -> done.accept(MadeUpCells.result(sweep, cell)));
    };

    private final Reproduction.Progress progress = new Reproduction.Progress() {
        @Override
        public void begin(Experiment experiment) {
            executed.add(experiment.name());
        }

        @Override
        public SweepFolder.CellListener begin(Sweep sweep, int there, int left) {
            return new SweepFolder.CellListener() {
                @Override
                public void cellFinished(Sweep.Cell cell) {}

                @Override
                public void close() {}
            };
        }
    };

    private static final ReproductionPlan PLAN =
            new ReproductionPlan(true, 2, Experiments.scenarios(), MadeTables.models());

    private Reproduction reproduction(
            Optional<SweepCellStore> cells, Optional<SweepCellStore> keep, Experiment... experiments) {
        return new Reproduction("1.0", "the command", PLAN, temp.resolve("out"), cells, keep, List.of(experiments));
    }

    private Reproduction reproduction(Experiment... experiments) {
        return reproduction(Optional.empty(), Optional.empty(), experiments);
    }

    private Path out(String name) {
        return temp.resolve("out").resolve(name);
    }

    @Test
    void writesPageAfterEachExperimentAndContinues() {
        Reproduction reproduction = reproduction(FIRST, SECOND);
        assertThat(reproduction.work()).extracting(work -> work.there().size()).containsExactly(0, 0, 0);
        SweepEngine stopped = (sweep, cells, done) -> {
            if (sweep == TWO) {
                throw new IllegalStateException("stopped");
            }
            engine.run(sweep, cells, done);
        };
        assertThatThrownBy(() -> reproduction.run(stopped, progress)).hasMessage("stopped");
        assertThat(reproduction.page()).isEqualTo(out("index.html")).exists();
        assertThat(out("results.json"))
                .content()
                .contains("\"command\" : \"the command\"", "\"toCome\" : [ \"second\" ]");
        assertThat(FolderDigests.read(out("")).byName())
                .containsOnlyKeys("results.json", "index.html", "first/one/digests.txt");
        executed.clear();
        Reproduction again = reproduction(FIRST, SECOND);
        assertThat(again.work()).extracting(work -> work.there().size()).containsExactly(4, 4, 0);
        var all = again.run(engine, progress);
        assertThat(executed).containsExactly("first", "second", "two 4");
        assertThat(all.parts()).hasSize(2);
        assertThat(all.toCome()).isEmpty();
        assertThat(all.parts().getLast().sweeps()).extracting("name").containsExactly("one", "two");
        assertThat(all.parts().getLast().failedCells()).isZero();
        assertThat(FolderDigests.read(out(""))).isEqualTo(FolderDigests.ofFolder(out(""), Map.of()));
        again.writeDocs(all, temp.resolve("docs"));
        Path results = temp.resolve("docs/results");
        assertThat(results.resolve("claims.md")).exists();
        assertThat(results.resolve("claims/experiments.md")).exists();
        assertThat(results.resolve("figures").toFile().list())
                .containsExactlyInAnyOrder("first-one.csv", "second-one.csv", "second-two.csv");
    }

    @Test
    void storedCellsAreNotRunAgain() throws IOException {
        var stored = new SweepCellStore(temp.resolve("kept"));
        reproduction(Optional.empty(), Optional.of(stored), SECOND).run(engine, progress);
        assertThat(stored.folder().toFile().list()).containsExactlyInAnyOrder("second-one.tsv.gz", "second-two.tsv.gz");
        Files.delete(stored.file(SECOND, ONE));
        Files.move(temp.resolve("out"), temp.resolve("earlier"));
        executed.clear();
        Reproduction half = reproduction(Optional.of(stored), Optional.empty(), SECOND);
        assertThat(half.missingCells()).containsExactly("  second-one.tsv.gz: runs 4 cells");
        assertThat(half.run(engine, progress).parts().getFirst().sweeps())
                .extracting(spec -> spec.takenFrom().isPresent())
                .containsExactly(false, true);
        assertThat(executed).containsExactly("second", "one 4");
        assertThat(reproduction(SECOND).missingCells()).isEmpty();
        Optional<SweepCellStore> none = Optional.of(new SweepCellStore(temp.resolve("nowhere")));
        assertThatThrownBy(() -> reproduction(none, Optional.empty(), SECOND))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("--cells: must be a folder with cells of these experiments: none in ");
        Files.writeString(stored.file(SECOND, ONE), "no cells");
        assertThatThrownBy(() -> reproduction(Optional.of(stored), Optional.empty(), SECOND))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void countsFailedCells() {
        SweepEngine fails = (_, cells, done) ->
                cells.forEach(cell -> done.accept(new skybourse.evidence.sweep.CellResult.Failed(cell, "no price")));
        assertThat(reproduction(SECOND).run(fails, progress).parts().getFirst().failedCells())
                .isEqualTo(8);
    }

    @Test
    void rejectsResultsOfAnotherVersion() throws IOException {
        Files.createDirectories(out(""));
        Files.writeString(out("results.json"), "{\"version\": \"0.9\"}");
        assertThatThrownBy(() -> reproduction(FIRST)).hasMessageContaining("must be that of this program, 1.0: 0.9");
    }

    @Test
    void choosesExperimentsByNameWithoutRepetition() {
        String name = Experiments.all().getLast().name();
        assertThat(Reproduction.chosen(List.of(name, name), PLAN))
                .containsExactly(Experiments.all().getLast());
        assertThat(Reproduction.chosen(List.of(name, "all"), PLAN)).isEqualTo(Experiments.all());
        assertThatThrownBy(() -> Reproduction.chosen(List.of("nothing"), PLAN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("EXPERIMENT: must be one of all, "
                        + Experiments.all().getFirst().name())
                .hasMessageEndingWith(name + ", or a file that describes an experiment: nothing");
    }
}
