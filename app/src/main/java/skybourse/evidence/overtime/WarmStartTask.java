package skybourse.evidence.overtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SlotRow;

/** Comparison of two solves in every tenth slot. One solve starts from the last quotes (warm start). The other starts cold. */
public final class WarmStartTask {

    /** Interval between cold starts, in slots. */
    private static final int EVERY = 10;

    /** Relative difference of prices above which the results of the two solves count as different. */
    private static final double APART = 0.01;

    private static final SequencedMap<MeasuredColumn, ToDoubleFunction<SlotStatistics>> COLUMNS =
            Collections.unmodifiableSequencedMap(measured());

    private static SequencedMap<MeasuredColumn, ToDoubleFunction<SlotStatistics>> measured() {
        SequencedMap<MeasuredColumn, ToDoubleFunction<SlotStatistics>> columns = new LinkedHashMap<>();
        columns.put(
                new MeasuredColumn("apartAtRest", "share", "warm and cold final prices differ by more than 1 %"),
                share(row -> row.of(Metric.BRANCH_GAP) > APART));
        columns.put(
                new MeasuredColumn("apart", "share", "they still differ after repair"), share(WarmStartTask::isApart));
        columns.put(
                new MeasuredColumn("bothCertified", "share", "they differ and both are certified"),
                share(row -> isApart(row) && isWarm(row) && isCold(row)));
        columns.put(
                new MeasuredColumn("warmOnly", "share", "they differ and only the warm result is certified"),
                share(row -> isApart(row) && isWarm(row) && !isCold(row)));
        columns.put(
                new MeasuredColumn("coldOnly", "share", "they differ and only the cold result is certified"),
                share(row -> isApart(row) && !isWarm(row) && isCold(row)));
        columns.put(
                new MeasuredColumn("neither", "share", "they differ and neither is certified"),
                share(row -> isApart(row) && !isWarm(row) && !isCold(row)));
        columns.put(
                new MeasuredColumn(
                        "coldEarnsMore",
                        "share",
                        "of slots with both certified: leaders earn more with the cold result"),
                slots -> ofTwo(slots).share(Metric.COLD_PROFIT, row -> row.of(Metric.COLD_PROFIT) > 0));
        columns.put(
                new MeasuredColumn(
                        "coldGainsMore",
                        "share",
                        "of slots with both certified: welfare is higher with the cold result"),
                slots -> ofTwo(slots).share(Metric.COLD_GAIN, row -> row.of(Metric.COLD_GAIN) > 0));
        columns.put(
                new MeasuredColumn(
                        "profitChange",
                        "relative",
                        "leaders' profit with the cold result over the warm one, both certified"),
                slots -> ofTwo(slots).mean(Metric.COLD_PROFIT));
        columns.put(
                new MeasuredColumn(
                        "gainChange", "relative", "welfare with the cold result over the warm one, both certified"),
                slots -> ofTwo(slots).mean(Metric.COLD_GAIN));
        return columns;
    }

    /** Returns the share of slots for which a predicate holds, among those with a cold start. */
    private static ToDoubleFunction<SlotStatistics> share(Predicate<SlotRow> isSuch) {
        return slots -> slots.share(Metric.BRANCH_GAP, isSuch);
    }

    private static boolean isApart(SlotRow row) {
        return row.of(Metric.COLD_GAP) > APART;
    }

    private static boolean isWarm(SlotRow row) {
        return row.of(Metric.CERTIFIED) == 1;
    }

    private static boolean isCold(SlotRow row) {
        return row.of(Metric.COLD_CERTIFIED) == 1;
    }

    /** Returns the slots in which the results of the warm and the cold start differ and both are certified. */
    private static SlotStatistics ofTwo(SlotStatistics slots) {
        return new SlotStatistics(slots.rows().stream()
                .filter(row -> isApart(row) && isWarm(row) && isCold(row))
                .toList());
    }

    public static final CellTask TASK = CellTask.of(
                    "warm-start",
                    CellTask.axes(OverTimeSetups.axes(), CellTask.axes("slots=60 warmUp=20")),
                    List.copyOf(COLUMNS.keySet()),
                    OverTimeTask::checkSlots,
                    WarmStartTask::run)
            .withEffort(settings -> OverTimeTask.effort(settings.with(OverTimeTask.MEASURE, Integer.toString(EVERY))
                    .with(OverTimeTask.AGAINST, OverTimeSetups.NONE)));

    private WarmStartTask() {}

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        var setup = OverTimeSetups.setup(settings, seed, scenarios, false, EVERY);
        var slots = SlotStatistics.play(
                setup, settings.count(OverTimeTask.SLOTS, 1), settings.count(OverTimeTask.WARM_UP, 0));
        return List.of(row(slots));
    }

    /** Returns the values of the columns for simulated slots. */
    static double[] row(SlotStatistics slots) {
        return COLUMNS.values().stream()
                .mapToDouble(column -> column.applyAsDouble(slots))
                .toArray();
    }
}
