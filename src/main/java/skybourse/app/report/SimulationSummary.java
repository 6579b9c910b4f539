package skybourse.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import skybourse.round.simulation.Metric;

/** What came out of a simulation, in a few lines for a terminal. */
public final class SimulationSummary {

    private static final int BEFORE_METRICS = 2;

    private final List<Double> eps = new ArrayList<>();
    private final List<Double> epsReal = new ArrayList<>();
    private long slots;
    private double welfare;
    private double backlog;
    private double largestBacklog;
    private double overload;
    private double sold;
    private double waiting;

    private SimulationSummary() {}

    /**
     * Returns the lines.
     *
     * @param table the lines of {@code slots.csv}
     * @param fates tasks that came, ended in time, late, expired, dropped
     */
    public static String text(Stream<String> table, long[] fates) {
        var summary = new SimulationSummary();
        Iterator<String> lines =
                table.filter(line -> !line.startsWith("#")).skip(1).iterator();
        while (lines.hasNext()) {
            summary.add(lines.next().split(",", -1));
        }
        return summary.text(fates);
    }

    private void add(String[] cells) {
        slots++;
        keep(eps, number(cells, Metric.EPS_PRICES));
        keep(epsReal, number(cells, Metric.EPS_PRICES_REAL));
        double bought = number(cells, Metric.WELFARE);
        welfare += Double.isNaN(bought) ? 0 : bought;
        backlog = number(cells, Metric.BACKLOG);
        largestBacklog = Math.max(largestBacklog, backlog);
        waiting = number(cells, Metric.WAITING) + number(cells, Metric.IN_FLIGHT);
        double over = number(cells, Metric.OVERLOAD);
        if (over > 0) {
            overload += over;
            double share = number(cells, Metric.SOLD_SHARE);
            sold += Double.isNaN(share) ? 0 : over * share;
        }
    }

    private static double number(String[] cells, Metric metric) {
        String cell = cells[BEFORE_METRICS + metric.place()];
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    private static void keep(List<Double> values, double value) {
        if (!Double.isNaN(value)) {
            values.add(value);
        }
    }

    private String text(long[] fates) {
        return "Deadlines        " + deadlines(fates) + "\n"
                + "Equilibrium      " + equilibrium() + "\n"
                + "Welfare          " + Numbers.plain(welfare / slots, 4) + " money a slot\n"
                + String.format(
                        Locale.ROOT,
                        "Backlog          leaders end with %s slots of work, %s at most%n",
                        Numbers.plain(backlog, 3),
                        Numbers.plain(largestBacklog, 3))
                + "Overload         "
                + (overload > 0
                        ? Numbers.percent(sold / overload, 3) + " of it sold to aerial agents"
                        : "none: no fixed agent sold more than it can do")
                + "\n";
    }

    private String deadlines(long[] fates) {
        long ended = Arrays.stream(fates).skip(1).sum();
        return String.format(
                Locale.ROOT,
                "met by %s of %s tasks that ended; %s late, %s expired unsent, %s lost a part; %s still wait or are under way",
                Numbers.whole(fates[1]),
                Numbers.whole(ended),
                Numbers.whole(fates[2]),
                Numbers.whole(fates[3]),
                Numbers.whole(fates[4]),
                Numbers.whole((long) waiting));
    }

    private String equilibrium() {
        return eps.isEmpty()
                ? "not certified: --certify says when"
                : "in half of the slots nobody could gain more than " + Numbers.atMostPercent(median(eps))
                        + " at the quotes; in money " + Numbers.atMostPercent(median(epsReal));
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
