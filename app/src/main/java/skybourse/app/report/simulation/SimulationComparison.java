package skybourse.app.report.simulation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import skybourse.app.report.ComparedValue;
import skybourse.round.dynamics.Metric;

/** Computes the metrics of two simulations for their comparison. Additive metrics are summed over the slots. The others are averaged. */
public final class SimulationComparison {

    /** Additive metrics. The other metrics are states or shares. */
    private static final Set<Metric> ADDS_UP = EnumSet.of(
            Metric.ARRIVED,
            Metric.MET,
            Metric.LATE,
            Metric.EXPIRED,
            Metric.DROPPED,
            Metric.WELFARE,
            Metric.OVERLOAD,
            Metric.LOTS,
            Metric.JOULES_HOME,
            Metric.JOULES_SENDING,
            Metric.JOULES_LEADERS,
            Metric.JOULES_AERIAL,
            Metric.MESSAGES,
            Metric.MESSAGES_LOST,
            Metric.HANDOVERS,
            Metric.BROKEN,
            Metric.DECLINED);

    private SimulationComparison() {}

    /**
     * Returns the sum or mean of each metric over the slots in which it was measured. If it was never measured, a sum is 0 and a mean is NaN.
     *
     * @param source name of the file, for messages
     * @param lines lines of {@link SlotCsvTables#SLOTS}
     * @param slots number of slots that count, from the first
     */
    public static Map<Metric, Double> numbers(String source, Stream<String> lines, long slots) {
        Map<Metric, TimeSeries> series = MetricSeries.none(SlotBins.of(slots, Metric.values().length));
        MetricSeries.each(source, lines, (values, slot) -> {
            if (slot < slots) {
                series.forEach((metric, one) -> one.add(slot, values[metric.place()]));
            }
        });
        Map<Metric, Double> numbers = new EnumMap<>(Metric.class);
        series.forEach((metric, one) -> numbers.put(metric, ADDS_UP.contains(metric) ? one.sum() : one.mean()));
        return numbers;
    }

    /** Returns both values of every metric, equal ones too, in the order of {@link Metric}. */
    public static List<ComparedValue> differences(Map<Metric, Double> first, Map<Metric, Double> second) {
        return Stream.of(Metric.values())
                .map(metric -> new ComparedValue(
                        MetricSeries.name(metric),
                        metric.unit(),
                        Objects.requireNonNull(first.get(metric)),
                        Objects.requireNonNull(second.get(metric))))
                .toList();
    }
}
