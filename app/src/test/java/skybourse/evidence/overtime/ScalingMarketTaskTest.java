package skybourse.evidence.overtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScalingFit;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepGrid;
import skybourse.evidence.task.CellTasks;
import skybourse.round.simulation.SlotStage;

class ScalingMarketTaskTest {

    private static final int AGENTS = 100;
    private static final List<MeasuredColumn> COLUMNS = ScalingMarketTask.TASK.columns();

    private static double[] row(String prices, int threads, long seed) {
        SweepGrid grid = SweepGrid.standard()
                .axis("agents", AGENTS)
                .axis("prices", prices)
                .axis("slots", 12)
                .axis("threads", threads);
        Sweep sweep = new Sweep("x", ScalingMarketTask.TASK, grid.byAxis(), List.of(seed), ScenarioSource.none());
        return ScalingMarketTask.TASK
                .work()
                .run(sweep.points().getFirst(), seed, ScenarioSource.none())
                .getFirst();
    }

    private static double[] seedColumns(double[] row) {
        return IntStream.range(0, row.length)
                .filter(i -> !COLUMNS.get(i).ofMachine())
                .mapToDouble(i -> row[i])
                .toArray();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"solved", "held", "certified"})
    void resultsDependOnSeedNotOnThreads(String prices) {
        double[] row = row(prices, 1, 1);
        assertThat(row).hasSize(COLUMNS.size());
        assertThat(seedColumns(row(prices, 2, 1))).containsExactly(seedColumns(row));
        assertThat(seedColumns(row(prices, 1, 2))).doesNotContain(value(row, "ledger"));
        assertThat(Double.isNaN(value(row, "epsPrices"))).isEqualTo(!prices.equals("certified"));
        for (String column : List.of("secondsASlot", "load99", "allMicros", "allBytes", "liveBytes", "booksMicros")) {
            assertThat(value(row, column)).as(column).isPositive();
        }
        assertThat(value(row, "allMicros")).isCloseTo(1e6 * value(row, "secondsASlot") / AGENTS, within(1e-9));
        assertThat(value(row, "load99")).as("a slot has one second").isGreaterThanOrEqualTo(value(row, "secondsASlot"));
    }

    private static double value(double[] row, String column) {
        return row[ScalingMarketTask.TASK.values().indexOf(column)];
    }

    @Test
    void largeMarketsHaveFewerSlotsAndMoreMemory() {
        var solved = ScalingMarket.Prices.SOLVED;
        assertThat(new ScalingMarket(299_999, solved, 100, 1, 1).slots()).isEqualTo(100);
        assertThat(new ScalingMarket(300_000, solved, 100, 1, 1).slots()).isEqualTo(20);
        assertThat(new ScalingMarket(300_000, solved, 12, 1, 1).slots()).isEqualTo(12);
        assertThat(new ScalingMarket(1_000_000, solved, 12, 1, 1).mebibytes()).isBetween(3_800, 4_096);
        assertThat(new ScalingMarket(1_000_000, ScalingMarket.Prices.CERTIFIED, 12, 1, 1).mebibytes())
                .isBetween(7_800, 8_192);
    }

    /** The first two slots are warm-up; stages and complete slots have separate quantiles over the others. */
    @Test
    void quantilesExcludeWarmUpSlots() {
        long[][] nanos = new long[SlotStage.values().length][];
        for (int part = 0; part < nanos.length; part++) {
            nanos[part] = part == 0
                    ? new long[] {900, 900, 10, 20, 30}
                    : part == 1 ? new long[] {900, 900, 30, 10, 20} : new long[5];
        }
        var slots = new ScalingResult(10, 2, 1, nanos, nanos, List.of(), 0, 0);
        assertThat(slots.seconds(SlotStage.WORLD, 0.5)).isCloseTo(20e-9, within(1e-18));
        assertThat(slots.seconds(0.5)).isCloseTo(40e-9, within(1e-18));
        assertThat(slots.seconds(0.99)).isCloseTo(50e-9, within(1e-18));
        assertThat(slots.allocated()).isEqualTo(40);
        assertThat(slots.allocated(SlotStage.PRICES)).isEqualTo(20);
    }

    @Test
    void fitsExponentWithInterval() {
        double[] x = {1e4, 3e4, 1e5, 3e5};
        assertThat(ScalingFit.power(x, power(x, 1.2, 1)).mean()).isCloseTo(1.2, within(1e-12));
        assertThat(ScalingFit.power(x, power(x, 1.2, 1)).high()).isCloseTo(1.2, within(1e-9));
        // the row of docs/results/performance.md, by a separate least squares fit in Python
        var fit = ScalingFit.power(x, new double[] {61, 128, 400, 1068});
        assertThat(new double[] {fit.mean(), fit.low(), fit.high()})
                .containsExactly(new double[] {0.853327, 0.678162, 1.028492}, within(1e-6));
        assertThat(ScalingFit.power(new double[] {1, 2}, new double[] {1, 2}).count())
                .isZero();
    }

    private static double[] power(double[] x, double power, double factor) {
        return java.util.Arrays.stream(x)
                .map(value -> factor * Math.pow(value, power))
                .toArray();
    }

    @Test
    void onlyThisTaskIsTimed() {
        assertThat(CellTasks.all().values().stream().filter(task -> task.isTimed()))
                .containsExactly(ScalingMarketTask.TASK);
        assertThat(LongStream.range(
                        0, COLUMNS.stream().filter(MeasuredColumn::ofMachine).count()))
                .hasSize(17);
    }
}
