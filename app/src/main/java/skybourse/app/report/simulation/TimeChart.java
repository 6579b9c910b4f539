package skybourse.app.report.simulation;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import skybourse.app.report.round.RoundSentences;
import skybourse.round.dynamics.Metric;

/**
 * Chart of metrics that have the same unit, over the slots.
 *
 * @param title title
 * @param isLogarithmic whether the y axis is logarithmic
 * @param metrics metrics of the lines
 */
public record TimeChart(String title, boolean isLogarithmic, List<Metric> metrics) {

    /** Charts in the order of the page; each metric is in one of them. */
    static final List<TimeChart> ALL = List.of(
            of("Tasks", Metric.ARRIVED, Metric.MET, Metric.LATE, Metric.EXPIRED, Metric.DROPPED),
            of("Deadlines", Metric.DEADLINES),
            of("Unfinished tasks", Metric.WAITING, Metric.IN_FLIGHT),
            of("Backlog", Metric.BACKLOG, Metric.LARGEST_BACKLOG, Metric.HOME_BACKLOG),
            of("Quality", Metric.QUALITY),
            of("Welfare", Metric.WELFARE, Metric.WELFARE_DELIVERED),
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
            of("Leaders excluded by reputation", Metric.EXCLUDED),
            of("Missed requests", Metric.MISSED));

    /** Returns whether the chart is one of the main charts: deadlines, welfare, or eps of the prices. */
    boolean isFirst() {
        return List.of(Metric.DEADLINES, Metric.WELFARE, Metric.EPS_PRICES).contains(metrics.getFirst());
    }

    private static TimeChart of(String title, Metric... metrics) {
        return new TimeChart(title, false, List.of(metrics));
    }

    /** Returns the charts with at least one metric that is not constant. */
    static List<TimeChart> changing(Function<Metric, TimeSeries> series) {
        return ALL.stream()
                .filter(chart -> chart.metrics().stream().map(series).anyMatch(TimeSeries::changes))
                .toList();
    }

    /** Returns the meanings of the metrics. */
    String note() {
        String meanings = metrics.stream()
                .map(metric -> (metrics.size() == 1 ? "" : MetricSeries.name(metric) + ": ") + metric.meaning())
                .collect(Collectors.joining("; "));
        return RoundSentences.capital(meanings) + "."
                + (isLogarithmic ? " Logarithmic scale; values below one billionth are on the lowest line." : "");
    }

    /** Data of a chart. */
    record Lines(String unit, boolean log, List<Line> lines) {}

    /** Line with a value for each bin of slots. The value is null if nothing was measured in the bin. */
    record Line(String name, List<@Nullable Double> values) {}

    /** Returns the data of the chart; metrics that were never measured are left out. */
    Lines lines(Function<Metric, TimeSeries> series) {
        return new Lines(
                metrics.getFirst().unit(),
                isLogarithmic,
                metrics.stream()
                        .filter(metric -> series.apply(metric).isMeasured())
                        .map(metric -> new Line(
                                MetricSeries.name(metric), series.apply(metric).points()))
                        .toList());
    }
}
