package skybourse.app.report.simulation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.app.report.NumberText;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.TableRowReader;
import skybourse.round.dynamics.Metric;

/** Time series of deadlines, load and money of the complete market, with sentences on its busiest slots. */
final class MarketSeries {

    /** Columns of {@link SlotCsvTables#LEADERS} that are read, in this order. */
    static final List<String> LEADERS =
            List.of("slot", "id", "pricePerBit", "soldWork", "capacity", "backlog", "resoldWork", "balance");

    /** Columns of {@link SlotCsvTables#AERIAL} that are read, in this order. */
    static final List<String> AERIAL = List.of("slot", "id", "mode", "charge", "lots", "balance");

    /** For simulations with fewer slots than this, all slots count as the busiest ones. */
    private static final int SHORT = 100;

    private final SlotBins stretches;
    private final Map<Metric, TimeSeries> metrics;
    private final Scenario scenario;
    private final TimeSeries met;
    private final TimeSeries sold;
    private final TimeSeries capacity;
    private final TimeSeries resold;
    private final TimeSeries leaders;
    private final TimeSeries aerial;

    MarketSeries(SlotBins stretches, Map<Metric, TimeSeries> metrics, Scenario scenario) {
        this.stretches = stretches;
        this.metrics = metrics;
        this.scenario = scenario;
        List<TimeSeries> all =
                Stream.generate(() -> new TimeSeries(stretches)).limit(6).toList();
        met = all.get(0);
        sold = all.get(1);
        capacity = all.get(2);
        resold = all.get(3);
        leaders = all.get(4);
        aerial = all.get(5);
    }

    /** Adds the metrics of a slot, indexed by {@link Metric#place}. */
    void add(double[] values, long slot) {
        metrics.forEach((metric, series) -> series.add(slot, values[metric.place()]));
        met.add(slot, values[Metric.DEADLINES.place()] * values[Metric.ARRIVED.place()]);
    }

    void addLeader(TableRowReader row) {
        long slot = row.whole(0);
        sold.add(slot, row.number(3));
        capacity.add(slot, row.number(4));
        resold.add(slot, row.number(6));
        leaders.add(slot, row.number(7));
    }

    void addAerial(TableRowReader row) {
        aerial.add(row.whole(0), row.number(5));
    }

    /**
     * Returns the first and last slot of the busiest tenth of the simulation, in which the most tasks arrive. For a short simulation, returns the
     * first and last slot of the complete simulation.
     */
    long[] busiest() {
        int count = stretches.count();
        int width = stretches.slots() < SHORT ? count : Math.max(1, (int) Math.rint(count / 10.0));
        TimeSeries arrived = of(Metric.ARRIVED);
        int best = 0;
        for (int from = 1; from + width <= count; from++) {
            best = arrived.sum(from, from + width) > arrived.sum(best, best + width) ? from : best;
        }
        return new long[] {best * stretches.each(), Math.min((best + width) * stretches.each(), stretches.slots()) - 1};
    }

    /** Returns the share of the tasks in the busiest slots that met their deadline, as the end of a sentence. Empty if the busiest slots are all slots. */
    String deadlines() {
        long[] slots = busiest();
        double came = sum(slots, of(Metric.ARRIVED));
        return isAll(slots) || came == 0
                ? ""
                : ", and " + NumberText.percent(sum(slots, met) / came, 3) + " of the "
                        + NumberText.whole(Math.round(came))
                        + " that arrived in the busiest tenth (slots " + NumberText.whole(slots[0]) + " to "
                        + NumberText.whole(slots[1]) + ")";
    }

    /**
     * Returns a sentence on the busiest slots: capacity sold, work resold, the longer of the leaders' and the wireless agents' own queues, and
     * waiting tasks.
     */
    String explanation() {
        long[] slots = busiest();
        Map<String, Double> queues = new LinkedHashMap<>();
        queues.put("the leaders’ processors", mean(slots, of(Metric.BACKLOG)));
        queues.put("the wireless agents’ own processors", mean(slots, of(Metric.HOME_BACKLOG)));
        Map.Entry<String, Double> longest = Collections.max(queues.entrySet(), Map.Entry.comparingByValue());
        return (isAll(slots) ? "Leaders sold " : "In these slots leaders sold ")
                + NumberText.percent(sum(slots, sold) / sum(slots, capacity), 3)
                + " of their capacity" + taken(slots) + ", and the longer queue was that of " + longest.getKey() + ": "
                + NumberText.plain(longest.getValue(), 3) + " slots of work, and "
                + NumberText.plain(mean(slots, of(Metric.WAITING)), 3) + " tasks were not offered yet on average.";
    }

    /** Returns a phrase on the share of the overload, or of the work to be resold, that was resold. Empty without such work. */
    private String taken(long[] slots) {
        boolean withinCapacity = SimulationSummary.resellsWithinCapacity(scenario);
        double share = withinCapacity
                ? of(Metric.SOLD_SHARE).mean(stretches.of(slots[0]), stretches.of(slots[1]) + 1)
                : sum(slots, resold) / sum(slots, of(Metric.OVERLOAD));
        return Double.isFinite(share)
                ? ", aerial agents took over " + NumberText.percent(share, 3)
                        + (withinCapacity ? " of the work to be resold (mean of slots)" : " of the overload")
                : "";
    }

    private boolean isAll(long[] slots) {
        return slots[1] - slots[0] + 1 == stretches.slots();
    }

    private TimeSeries of(Metric metric) {
        return Objects.requireNonNull(metrics.get(metric));
    }

    private double sum(long[] slots, TimeSeries series) {
        return series.sum(stretches.of(slots[0]), stretches.of(slots[1]) + 1);
    }

    private double mean(long[] slots, TimeSeries series) {
        return Math.max(0, series.mean(stretches.of(slots[0]), stretches.of(slots[1]) + 1));
    }

    /**
     * Data of the first chart, by bin of slots. Values are numbers of tasks per slot, shares of the leaders' capacity, and money per slot. The value
     * is null for a bin without one.
     */
    record Overview(
            List<@Nullable Double> arrived,
            List<@Nullable Double> met,
            List<@Nullable Double> load,
            List<@Nullable Double> resold,
            List<@Nullable Double> welfare,
            List<@Nullable Double> leaders,
            List<@Nullable Double> aerial) {}

    /** Returns the data of the first chart. */
    Overview overview() {
        double unit = scenario.rules().ledgerUnitMoney();
        return new Overview(
                of(Metric.ARRIVED).points(),
                met.points(),
                sold.over(capacity),
                resold.over(capacity),
                of(Metric.WELFARE).points(),
                leaders.increments(unit * scenario.leaders().size()),
                aerial.increments(unit * scenario.aerialAgents().size()));
    }
}
