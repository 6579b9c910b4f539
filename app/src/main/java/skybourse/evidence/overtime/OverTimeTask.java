package skybourse.evidence.overtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import skybourse.base.numeric.Checks;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SlotRow;

/**
 * Simulation of a market over time, with means, medians and slopes over the slots after the warm-up. On request, the frozen market is also simulated,
 * and the differences from it are
 * measured. It has the same agents, start positions and tasks.
 */
public final class OverTimeTask {

    /** Axis of the number of simulated slots. */
    static final String SLOTS = "slots";

    /** Axis of the number of slots at the start of the simulation that are not counted. */
    static final String WARM_UP = "warmUp";

    /** Axis of the interval, in slots, at which prices are certified and measured; 0 for never. */
    static final String MEASURE = "measureEvery";

    /** Axis whose value says whether the frozen market is also simulated. */
    static final String AGAINST = "against";

    /** The market without motion, fading and delay. */
    static final String FROZEN = "frozen";

    /** Number of iterations within which prices should converge (the paper's 5 to 8). */
    static final int SOON = 8;

    private static final List<String> OPPONENTS = List.of(OverTimeSetups.NONE, FROZEN);

    private static final double MEDIAN = 0.5;
    private static final double NINE_OF_TEN = 0.9;

    /**
     * Approximate effort of a slot, relative to one round of a small market. {@link #NEWTON_EFFORT} applies with Newton's method. {@link
     * #MEASURED_EFFORT} is added for each measured slot.
     */
    private static final double SLOT_EFFORT = 0.6;

    private static final double NEWTON_EFFORT = 0.15;
    private static final double MEASURED_EFFORT = 1.5;

    /** Metrics whose column is the mean over slots. */
    private static final List<Metric> MEANS = List.of(
            Metric.ARRIVED,
            Metric.WELFARE,
            Metric.CERTIFIED,
            Metric.ROUNDS,
            Metric.ROUNDS_NEAR,
            Metric.ROUNDS_COLD,
            Metric.ROUNDS_COLD_NEAR,
            Metric.AT_REST,
            Metric.CONTRACTION,
            Metric.BRANCH_GAP,
            Metric.RATIO_STABILITY,
            Metric.PRICE_DISTANCE,
            Metric.RATIO_DISTANCE,
            Metric.REGRET_MEAN,
            Metric.BACKLOG,
            Metric.LARGEST_BACKLOG,
            Metric.HOME_BACKLOG,
            Metric.WAITING,
            Metric.IN_FLIGHT,
            Metric.OVERLOAD,
            Metric.OVERSOLD,
            Metric.DECLINED,
            Metric.BROKEN,
            Metric.HANDOVERS,
            Metric.MESSAGES,
            Metric.AERIAL_SERVING);

    private static final SequencedMap<MeasuredColumn, ToDoubleFunction<SlotStatistics>> COLUMNS =
            Collections.unmodifiableSequencedMap(measured());

    /** Columns of the differences between the moving market and the frozen market. */
    private static final SequencedMap<MeasuredColumn, ToDoubleBiFunction<SlotStatistics, SlotStatistics>> GAPS =
            Collections.unmodifiableSequencedMap(gaps());

    private static final List<MeasuredColumn> WORDS =
            Stream.concat(COLUMNS.keySet().stream(), GAPS.keySet().stream()).toList();

    private static SequencedMap<MeasuredColumn, ToDoubleFunction<SlotStatistics>> measured() {
        SequencedMap<MeasuredColumn, ToDoubleFunction<SlotStatistics>> columns = new LinkedHashMap<>();
        columns.put(
                new MeasuredColumn("deadlines", "share", "of arrived tasks, those completed by their deadline"),
                SlotStatistics::deadlines);
        columns.put(
                new MeasuredColumn(
                        "quality", "bit", "mean over completed tasks of the sum of log2(1 + s o); late parts count 0"),
                SlotStatistics::quality);
        columns.put(
                new MeasuredColumn(
                        "expiredShare", "share", "of arrived tasks, those that expire before they are offered"),
                slots -> slots.sum(Metric.EXPIRED) / slots.sum(Metric.ARRIVED));
        columns.put(
                new MeasuredColumn("restShare", "share", "slots in which prices converge within 8 iterations"),
                slots -> slots.share(Metric.ROUNDS, row -> isSoon(row, Metric.ROUNDS)));
        columns.put(
                new MeasuredColumn(
                        "nearShare", "share", "slots in which prices are within 1 % of convergence after 8 iterations"),
                slots -> slots.share(Metric.ROUNDS_NEAR, row -> isSoon(row, Metric.ROUNDS_NEAR)));
        columns.put(
                new MeasuredColumn("nearShareCold", "share", "the same from a cold start"),
                slots -> slots.share(Metric.ROUNDS_COLD, row -> row.of(Metric.ROUNDS_COLD_NEAR) <= SOON));
        MEANS.forEach(metric -> columns.put(column(metric, "", ""), slots -> slots.mean(metric)));
        for (Metric metric : List.of(Metric.EPS_PRICES, Metric.EPS_PRICES_REAL)) {
            columns.put(column(metric, "Median", "median over slots: "), slots -> slots.quantile(metric, MEDIAN));
            columns.put(
                    column(metric, "NineOfTen", "90th percentile over slots: "),
                    slots -> slots.quantile(metric, NINE_OF_TEN));
        }
        for (Metric metric : List.of(Metric.ROUNDS, Metric.ROUNDS_NEAR, Metric.ROUNDS_COLD, Metric.ROUNDS_COLD_NEAR)) {
            columns.put(column(metric, "Median", "median over slots: "), slots -> slots.quantile(metric, MEDIAN));
        }
        columns.put(
                new MeasuredColumn(
                        "regretLargest",
                        "relative",
                        "largest loss of a wireless agent by responding to stale information"),
                slots -> slots.largest(Metric.REGRET_MAX));
        columns.put(
                new MeasuredColumn("soldShare", "share", "overload of fixed agents that aerial agents take over"),
                slots -> slots.weighted(Metric.SOLD_SHARE, row -> row.of(Metric.OVERLOAD)));
        columns.put(
                new MeasuredColumn(
                        "backlogSlope", "slots per slot", "growth of the leaders' backlog over the second half"),
                slots -> slots.slope(Metric.BACKLOG));
        columns.put(
                new MeasuredColumn(
                        "homeBacklogSlope",
                        "slots per slot",
                        "growth of the backlog at wireless agents over the second half"),
                slots -> slots.slope(Metric.HOME_BACKLOG));
        columns.put(
                new MeasuredColumn(
                        "waitingSlope", "tasks per slot", "growth of the number of waiting tasks over the second half"),
                slots -> slots.slope(Metric.WAITING));
        return columns;
    }

    private static MeasuredColumn column(Metric metric, String suffix, String before) {
        return new MeasuredColumn(metric.column() + suffix, metric.unit(), before + metric.meaning());
    }

    private static boolean isSoon(SlotRow row, Metric rounds) {
        return row.of(Metric.AT_REST) == 1 && row.of(rounds) <= SOON;
    }

    private static SequencedMap<MeasuredColumn, ToDoubleBiFunction<SlotStatistics, SlotStatistics>> gaps() {
        SequencedMap<MeasuredColumn, ToDoubleBiFunction<SlotStatistics, SlotStatistics>> gaps = new LinkedHashMap<>();
        gaps.put(
                new MeasuredColumn("deadlinesGap", "share", "deadlines met minus those of the market without motion"),
                (moving, frozen) -> moving.deadlines() - frozen.deadlines());
        gaps.put(
                new MeasuredColumn("qualityChange", "relative", "quality relative to the market without motion"),
                (moving, frozen) -> moving.quality() / frozen.quality() - 1);
        gaps.put(
                new MeasuredColumn("welfareChange", "relative", "welfare relative to the market without motion"),
                (moving, frozen) -> moving.mean(Metric.WELFARE) / frozen.mean(Metric.WELFARE) - 1);
        for (Metric metric : List.of(Metric.ARRIVED, Metric.ROUNDS, Metric.RATIO_STABILITY)) {
            gaps.put(
                    column(metric, "Gap", "minus the market without motion: "),
                    (moving, frozen) -> moving.mean(metric) - frozen.mean(metric));
        }
        return gaps;
    }

    public static final CellTask TASK = CellTask.of(
                    "over-time",
                    CellTask.axes(
                            OverTimeSetups.axes(), CellTask.axes("slots=60 warmUp=20 measureEvery=10 against=none")),
                    WORDS,
                    OverTimeTask::check,
                    OverTimeTask::run)
            .withEffort(OverTimeTask::effort);

    private OverTimeTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        checkSlots(settings, scenarios);
        settings.word(AGAINST, OPPONENTS);
        settings.count(MEASURE, 0);
    }

    /**
     * Checks the settings of the market and of the counted slots.
     *
     * @throws IllegalArgumentException if they are invalid, or if no slot remains after the warm-up
     */
    static void checkSlots(GridPoint settings, ScenarioSource scenarios) {
        OverTimeSetups.check(settings, scenarios);
        Checks.within((long) settings.count(WARM_UP, 0), 0, settings.count(SLOTS, 1) - 1L, WARM_UP);
    }

    static double effort(GridPoint settings) {
        double slots = settings.count(SLOTS, 1) * (settings.text(AGAINST).equals(FROZEN) ? 2 : 1);
        double slot = settings.text(SolverResolver.SOLVER).equals("newton") ? NEWTON_EFFORT : SLOT_EFFORT;
        int every = settings.count(MEASURE, 0);
        return slots * (slot + (every == 0 ? 0 : MEASURED_EFFORT / every));
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        SlotStatistics moving = play(settings, seed, scenarios, false);
        DoubleStream own = COLUMNS.values().stream().mapToDouble(column -> column.applyAsDouble(moving));
        return List.of(DoubleStream.concat(own, against(settings, seed, scenarios, moving))
                .toArray());
    }

    private static SlotStatistics play(GridPoint settings, long seed, ScenarioSource scenarios, boolean frozen) {
        SimulationSetup setup = OverTimeSetups.setup(settings, seed, scenarios, frozen, settings.count(MEASURE, 0));
        return SlotStatistics.play(setup, settings.count(SLOTS, 1), settings.count(WARM_UP, 0));
    }

    private static DoubleStream against(
            GridPoint settings, long seed, ScenarioSource scenarios, SlotStatistics moving) {
        if (!settings.text(AGAINST).equals(FROZEN)) {
            return GAPS.keySet().stream().mapToDouble(_ -> Double.NaN);
        }
        SlotStatistics frozen = play(settings, seed, scenarios, true);
        return GAPS.values().stream().mapToDouble(gap -> gap.applyAsDouble(moving, frozen));
    }
}
