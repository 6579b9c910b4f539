package skybourse.evidence.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.LocalEngine;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.Worlds;

class SweepTest {

    private static Sweep auctions() {
        return new Sweep(
                "auctions",
                new AuctionTask(),
                Grid.standard()
                        .axis("market", "5/1", "5/3")
                        .axis("markets", "20")
                        .axis("step", 1, 5)
                        .byAxis(),
                List.of(3L, 1L, 2L),
                Worlds.none());
    }

    private static ResultTable run(Sweep sweep, List<Sweep.Cell> cells, int threads) {
        List<CellResult> results = new ArrayList<>();
        new LocalEngine(threads).run(sweep, cells, results::add);
        return new ResultTable(sweep, results);
    }

    @Test
    void anyOrderAndAnyThreadsGiveTheSameTable() {
        Sweep sweep = auctions();
        List<Sweep.Cell> shuffled = new ArrayList<>(sweep.cells());
        Collections.shuffle(shuffled, java.util.Random.from(new RandomStreams(1).stream("order", 0)));

        ResultTable one = run(sweep, sweep.cells(), 1);
        ResultTable four = run(sweep, shuffled, 4);

        assertThat(one.rows()).usingRecursiveComparison().isEqualTo(four.rows());
        assertThat(one.means()).usingRecursiveComparison().isEqualTo(four.means());
        assertThat(one.rows()).hasSize(12);
    }

    @Test
    void everyCellIsThereOnceAndTheLastAxisChangesFastest() {
        Sweep sweep = auctions();

        assertThat(sweep.cells()).hasSize(12);
        assertThat(new HashSet<>(sweep.cells())).hasSize(12);
        assertThat(sweep.points().stream().map(point -> point.text("market") + " " + point.text("step")))
                .containsExactly("5/1 1", "5/1 5", "5/3 1", "5/3 5");
        assertThat(sweep.points().getFirst().text("law")).isEqualTo("uniform");
    }

    @Test
    void aFailedCellIsARowWithItsReason() {
        Sweep sweep = new Sweep(
                "odd seeds fail",
                new FailingTask(),
                Grid.standard().axis("size", "1").byAxis(),
                List.of(1L, 2L, 3L),
                Worlds.none());

        ResultTable table = run(sweep, sweep.cells(), 2);

        assertThat(table.failures().stream().map(CellResult.Failed::reason))
                .containsExactly(
                        "IllegalStateException: seed must be even: 1", "IllegalStateException: seed must be even: 3");
        assertThat(table.rows()).hasSize(1);
        assertThat(table.mean("half", Map.of()).mean()).isEqualTo(1);
    }

    @Test
    void differencesArePairedBySeed() {
        ResultTable table = run(auctions(), auctions().cells(), 2);

        ResultTable.Difference messages = table.differences().stream()
                .filter(difference -> difference.axis().equals("step")
                        && difference.column().equals("messages")
                        && difference.settings().text("market").equals("5/3"))
                .findFirst()
                .orElseThrow();
        double[] fine = table.column("messages", table.rows(Map.of("market", "5/3", "step", "1")));
        double[] coarse = table.column("messages", table.rows(Map.of("market", "5/3", "step", "5")));
        double[] gaps = {coarse[0] - fine[0], coarse[1] - fine[1], coarse[2] - fine[2]};

        assertThat(messages.against()).isEqualTo("1");
        assertThat(messages.interval()).isEqualTo(Interval.of(gaps));
        assertThat(messages.interval().high()).isNegative();
    }

    @Test
    void theIntervalIsStudents() {
        // t(0.975, 4) = 2.776445, deviation sqrt(2.5)
        Interval interval = Interval.of(new double[] {1, 2, 3, 4, 5});

        assertThat(interval.mean()).isEqualTo(3);
        assertThat(interval.high() - 3).isCloseTo(2.776445 * Math.sqrt(2.5 / 5), within(1e-6));
        assertThat(Interval.of(new double[] {Double.NaN, 7}).count()).isEqualTo(1);
        assertThat(Interval.of(new double[0]).mean()).isNaN();
    }

    private static org.assertj.core.data.Offset<Double> within(double gap) {
        return org.assertj.core.data.Offset.offset(gap);
    }

    @Test
    void anUnknownAxisOrValueIsRefusedBeforeAnythingRuns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sweep(
                        "x",
                        new AuctionTask(),
                        Grid.standard().axis("stepp", "1").byAxis(),
                        List.of(1L),
                        Worlds.none()))
                .withMessageContaining("grid must name axes of auction")
                .withMessageEndingWith("stepp");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sweep(
                        "x",
                        new AuctionTask(),
                        Grid.standard().axis("step", "0").byAxis(),
                        List.of(1L),
                        Worlds.none()))
                .withMessage("step must be a whole number from 1: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sweep(
                        "x",
                        new RoundTask(),
                        Grid.standard().axis("scenario", "20/2").byAxis(),
                        List.of(1L),
                        Worlds.none()))
                .withMessage("scenario must be 4 whole numbers with slashes between them: 20/2");
    }

    @Test
    void noTwoColumnsOfATableShareAName() {
        for (String name : CellTasks.all().keySet()) {
            CellTask task = CellTasks.named(name).orElseThrow();
            List<String> columns = new ArrayList<>(task.axes().keySet());
            columns.add("seed");
            columns.addAll(task.keys());
            columns.addAll(task.values());
            assertThat(columns).as(name).doesNotHaveDuplicates();
        }
    }

    @Test
    void everyTaskRunsWithItsDefaultsAndFillsItsColumns() {
        for (String name : CellTasks.all().keySet()) {
            CellTask task = CellTasks.named(name).orElseThrow();
            Sweep sweep = new Sweep(name, task, small(task), List.of(1L), Worlds.none());
            CellResult result = sweep.run(sweep.cells().getFirst());

            assertThat(result).as(name).isInstanceOf(CellResult.Done.class);
            assertThat(((CellResult.Done) result).rows())
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row)
                            .hasSize(task.keys().size() + task.values().size()));
        }
    }

    private static java.util.SequencedMap<String, List<String>> small(CellTask task) {
        return task.axes().containsKey("markets")
                ? Grid.standard().axis("markets", "5").byAxis()
                : task instanceof AuctioneerTask
                        ? Grid.standard()
                                .axis(AuctioneerTask.EPOCHS, "1")
                                .axis(AuctioneerTask.JUDGED, "10")
                                .byAxis()
                        : Grid.standard().byAxis();
    }
}
