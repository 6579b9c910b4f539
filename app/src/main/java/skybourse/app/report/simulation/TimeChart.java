package skybourse.app.report.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import skybourse.app.report.round.Words;
import skybourse.round.dynamics.Metric;

/**
 * A chart over the slots with metrics of one unit.
 *
 * @param title what it shows
 * @param isLogarithmic whether each step up is ten times as much
 * @param metrics its lines
 */
public record TimeChart(String title, boolean isLogarithmic, List<Metric> metrics) {

    /** Metrics that lie together, in the order of the page; each is in one chart. */
    static final List<TimeChart> ALL = List.of(
            of("Tasks", Metric.ARRIVED, Metric.MET, Metric.LATE, Metric.EXPIRED, Metric.DROPPED),
            of("Deadlines", Metric.DEADLINES),
            of("Unfinished tasks", Metric.WAITING, Metric.IN_FLIGHT),
            of("Backlog", Metric.BACKLOG, Metric.LARGEST_BACKLOG, Metric.HOME_BACKLOG),
            of("Quality", Metric.QUALITY),
            of("Welfare", Metric.WELFARE),
            new TimeChart(
                    "Deviation gaps and regret",
                    true,
                    List.of(
                            Metric.EPS_PRICES,
                            Metric.EPS_PRICES_REAL,
                            Metric.EPS_MIX,
                            Metric.REGRET_MEAN,
                            Metric.REGRET_MAX)),
            new TimeChart(
                    "Distance of prices from equilibrium",
                    true,
                    List.of(Metric.PRICE_DISTANCE, Metric.BRANCH_GAP, Metric.COLD_GAP)),
            of("Distance of ratios from equilibrium", Metric.RATIO_DISTANCE, Metric.RATIO_STABILITY),
            of(
                    "Iterations until prices converge",
                    Metric.ROUNDS,
                    Metric.ROUNDS_NEAR,
                    Metric.ROUNDS_COLD,
                    Metric.ROUNDS_COLD_NEAR),
            of("Digits gained per iteration", Metric.CONTRACTION),
            of(
                    "Converged, certified, no trade",
                    Metric.AT_REST,
                    Metric.CERTIFIED,
                    Metric.COLD_CERTIFIED,
                    Metric.STOOD_STILL),
            of("Gains at the cold-start end point", Metric.COLD_PROFIT, Metric.COLD_GAIN),
            of("Overload", Metric.OVERLOAD),
            of("Resold share of overload", Metric.SOLD_SHARE),
            of("Lots", Metric.LOTS),
            of("Overload of mobile agents", Metric.OVERSOLD, Metric.HEAD_ROOM),
            of("Mean charge", Metric.AERIAL_CHARGE),
            of("Aerial agents at their stations", Metric.AERIAL_SERVING),
            of("Energy on the ground", Metric.JOULES_HOME, Metric.JOULES_SENDING, Metric.JOULES_LEADERS),
            of("Energy in the air", Metric.JOULES_AERIAL),
            of("Messages", Metric.MESSAGES, Metric.MESSAGES_LOST),
            of("Handovers", Metric.HANDOVERS),
            of("Broken and declined transfers", Metric.BROKEN, Metric.DECLINED),
            of("Absent agents", Metric.ABSENT),
            of("Missed requests", Metric.MISSED));

    /** Tells whether it is what a reader came for: deadlines, money, or how far prices are from an equilibrium. */
    boolean isFirst() {
        return List.of(Metric.DEADLINES, Metric.WELFARE, Metric.EPS_PRICES).contains(metrics.getFirst());
    }

    private static TimeChart of(String title, Metric... metrics) {
        return new TimeChart(title, false, List.of(metrics));
    }

    /** Returns the charts in which some line is not flat. */
    static List<TimeChart> changing(Function<Metric, TimeSeries> series) {
        return ALL.stream()
                .filter(chart -> chart.metrics().stream().map(series).anyMatch(TimeSeries::changes))
                .toList();
    }

    /** Returns what its lines mean. */
    String note() {
        String meanings = metrics.stream()
                .map(metric -> (metrics.size() == 1 ? "" : MetricSeries.name(metric) + ": ") + metric.meaning())
                .collect(Collectors.joining("; "));
        return Words.capital(meanings) + "."
                + (isLogarithmic ? " Logarithmic scale; values below one billionth are on the lowest line." : "");
    }

    /** Returns it as the page's script reads it; {@code lines} by name. */
    Map<String, ?> tree(Map<String, TimeSeries> lines) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("unit", metrics.getFirst().unit());
        tree.put("log", isLogarithmic);
        tree.put(
                "lines",
                lines.entrySet().stream()
                        .filter(line -> line.getValue().isMeasured())
                        .map(line -> line(line.getKey(), line.getValue()))
                        .toList());
        return tree;
    }

    private static Map<String, ?> line(String name, TimeSeries values) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>(); // Map.of has another order in each program
        tree.put("name", name);
        tree.put("values", values.points());
        return tree;
    }
}
