package skybourse.app.report.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.app.report.NumberText;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Metric;
import skybourse.tier1.game.EnergyCurves;

/** Summary of a simulation for the terminal and the page, accumulated slot by slot. */
public final class SimulationSummary {

    private static final int MOST_NAMED = 20;

    private final List<Double> eps = new ArrayList<>();
    private final List<Double> epsReal = new ArrayList<>();
    private final List<Long> still = new ArrayList<>();
    private long slots;
    private long priced;
    private long certified;
    private long mixed;
    private double epsMix;
    private double welfare;
    private double backlog;
    private double largestBacklog;
    private double overload;
    private double sold;
    private double sharesSold;
    private long slotsWithDemand;
    private double waiting;
    private final boolean withinCapacity;

    /** Creates the summary of a simulation of a scenario before its first slot. */
    SimulationSummary(Scenario scenario) {
        withinCapacity = resellsWithinCapacity(scenario);
    }

    /** Returns whether a leader may resell work within its capacity, so that the work to be resold can be more than the overload. */
    static boolean resellsWithinCapacity(Scenario scenario) {
        return scenario.leaders().stream().anyMatch(EnergyCurves::resellsWithinCapacity);
    }

    /**
     * Returns the summary.
     *
     * @param scenario the market
     * @param table lines of {@code slots.csv}
     * @param fates numbers of tasks that arrived, ended in time, ended late, expired, and lost a part, in this order; length 5
     */
    public static String text(Scenario scenario, Stream<String> table, long[] fates) {
        var summary = new SimulationSummary(scenario);
        MetricSeries.each(SlotCsvTables.SLOTS, table, summary::add);
        return summary.text(fates);
    }

    /** Adds the metrics of the next slot, indexed by {@link Metric#place}. */
    void add(double[] values, long slot) {
        slots++;
        if (values[Metric.STOOD_STILL.place()] == 1) {
            still.add(slot);
        }
        keep(eps, values[Metric.EPS_PRICES.place()]);
        keep(epsReal, values[Metric.EPS_PRICES_REAL.place()]);
        double certificate = values[Metric.CERTIFIED.place()];
        priced += Double.isNaN(certificate) ? 0 : 1;
        certified += certificate == 1 ? 1 : 0;
        double mix = values[Metric.EPS_MIX.place()];
        mixed += Double.isNaN(mix) ? 0 : 1;
        epsMix = Double.isNaN(mix) ? epsMix : Math.max(epsMix, mix);
        double bought = values[Metric.WELFARE.place()];
        welfare += Double.isNaN(bought) ? 0 : bought;
        backlog = values[Metric.BACKLOG.place()];
        largestBacklog = Math.max(largestBacklog, backlog);
        waiting = values[Metric.WAITING.place()] + values[Metric.IN_FLIGHT.place()];
        double over = values[Metric.OVERLOAD.place()];
        double share = values[Metric.SOLD_SHARE.place()];
        if (over > 0) {
            overload += over;
            sold += Double.isNaN(share) ? 0 : over * share;
        }
        if (!Double.isNaN(share)) {
            slotsWithDemand++;
            sharesSold += share;
        }
    }

    private static void keep(List<Double> values, double value) {
        if (!Double.isNaN(value)) {
            values.add(value);
        }
    }

    private String text(long[] fates) {
        return "Deadlines met    " + deadlines(fates) + "\n"
                + "Equilibrium      " + equilibrium() + "\n"
                + "Welfare          " + welfareOfASlot() + " money per slot\n"
                + "Backlog          " + backlog() + "\n"
                + String.format(Locale.ROOT, "%-17s", resaleName()) + overload() + "\n"
                + (still.isEmpty() ? "" : "Standstill       " + standstill() + "\n");
    }

    /** Returns a phrase on the slots without trade in which a leader would have earned a profit at another price. Empty without such slots. */
    String standstill() {
        String named = still.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        return still.isEmpty()
                ? ""
                : "no trade in " + NumberText.count(still.size(), "slot")
                        + ", although a leader would have earned by another price. Slots: " + named
                        + (still.size() > MOST_NAMED ? ", ..." : "");
    }

    String welfareOfASlot() {
        return NumberText.plain(welfare / slots, 4);
    }

    String backlog() {
        return NumberText.plain(backlog, 3) + " slots of work at the end, " + NumberText.plain(largestBacklog, 3)
                + " at most";
    }

    /** Returns the name of the work to which {@link #overload} refers. */
    String resaleName() {
        return withinCapacity ? "Work to resell" : "Overload";
    }

    /**
     * Returns a phrase on the share of the overload that was resold. If a leader may resell work within its capacity, the share is that of the work
     * to be resold, as the mean of the slots with such work.
     */
    String overload() {
        if (withinCapacity) {
            return slotsWithDemand > 0
                    ? NumberText.percent(sharesSold / slotsWithDemand, 3) + " resold to aerial agents, mean of slots"
                    : "none: no fixed agent had work to resell";
        }
        return overload > 0
                ? NumberText.percent(sold / overload, 3) + " resold to aerial agents"
                : "none: no fixed agent was overloaded";
    }

    String deadlines(long[] fates) {
        String share = fates[0] == 0 ? "" : " (" + NumberText.percent(fates[1] / (double) fates[0], 3) + ")";
        return NumberText.whole(fates[1]) + " of " + NumberText.count((int) fates[0], "task") + share + "; "
                + NumberText.whole(fates[2]) + " late, " + NumberText.whole(fates[3])
                + " expired before they were sent, "
                + NumberText.whole(fates[4]) + " lost a part, " + NumberText.whole((long) waiting) + " not finished";
    }

    String equilibrium() {
        if (mixed > 0) {
            return mixes() + (eps.isEmpty() ? "" : "; at the sampled prices, " + gap(""));
        }
        return eps.isEmpty() ? "not certified in any slot" : gap(" at the quoted prices");
    }

    /** Returns a phrase on the certified bounds for the mixes from which prices are sampled. */
    private String mixes() {
        return "certified in " + NumberText.whole(certified) + " of " + NumberText.count((int) priced, "slot")
                + ". Leaders randomize in " + NumberText.whole(mixed)
                + " of these: before prices are sampled, no agent can expect to gain more than "
                + NumberText.atMostPercent(epsMix);
    }

    private String gap(String where) {
        return "in half of the slots no agent could gain more than " + NumberText.atMostPercent(median(eps)) + where
                + " (" + NumberText.atMostPercent(median(epsReal)) + " in money)";
    }

    private static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(sorted.length - 1) / 2];
    }
}
