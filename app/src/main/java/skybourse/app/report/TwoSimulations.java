package skybourse.app.report;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.files.log.TableLines;
import skybourse.round.simulation.Metric;

/** What two simulations measured, over the slots that both have. */
public final class TwoSimulations {

    /** What adds up over slots; the rest are states and shares. */
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

    private static final int NUMBERS = 2 * (Metric.values().length + TwoLeaders.MOST);

    /** So many prices stand among what a reader came for. */
    private static final int MOST_PRICES = 2;

    private final Stretches stretches;
    private final Map<Metric, TimeSeries> first;
    private final Map<Metric, TimeSeries> second;
    private final TwoLeaders leaders;
    private long differsFrom;

    private TwoSimulations(long slots) {
        stretches = Stretches.of(slots, NUMBERS);
        first = MetricSeries.none(stretches);
        second = MetricSeries.none(stretches);
        leaders = new TwoLeaders(stretches);
    }

    /**
     * The {@link SlotTables#SLOTS} and {@link SlotTables#LEADERS} of a simulation.
     *
     * @param name of the first file, for messages
     * @param leaders name of the second
     * @param slots how many it has
     * @param tables where it lies
     */
    public record Source(String name, String leaders, long slots, TableLines tables) {

        private void read(Consumer<Stream<String>> reader) {
            tables.read(SlotTables.SLOTS, reader);
        }
    }

    /** Reads both. */
    public static TwoSimulations read(Source first, Source second) {
        var two = new TwoSimulations(Math.min(first.slots(), second.slots()));
        two.take(first, two.first, true);
        two.take(second, two.second, false);
        first.read(a -> second.read(b -> two.differsFrom = firstDifference(rows(a), rows(b))));
        return two;
    }

    private void take(Source source, Map<Metric, TimeSeries> series, boolean isFirst) {
        source.read(lines -> MetricSeries.each(source.name(), lines, (values, slot) -> {
            if (slot < stretches.slots()) {
                series.forEach((metric, one) -> one.add(slot, values[metric.place()]));
            }
        }));
        source.tables.read(SlotTables.LEADERS, lines -> leaders.take(source.leaders, lines, isFirst));
    }

    /** Returns the first slot with another row, -1 where there is none. */
    private static long firstDifference(Iterator<String> first, Iterator<String> second) {
        for (long slot = 0; first.hasNext() && second.hasNext(); slot++) {
            if (!first.next().equals(second.next())) {
                return slot;
            }
        }
        return -1;
    }

    private static Iterator<String> rows(Stream<String> lines) {
        return lines.filter(line -> !line.startsWith("#")).skip(1).iterator();
    }

    /** Returns from where on the two differ, and whose prices are shown where not all are. */
    public List<String> notes() {
        long differing = leaders.differing();
        return differing > TwoLeaders.MOST
                ? List.of(
                        from(),
                        differing + " leaders ask another price; the " + TwoLeaders.MOST
                                + " with the largest differences are shown.")
                : List.of(from());
    }

    private String from() {
        if (differsFrom < 0) {
            return "Every slot that both have is the same.";
        }
        return differsFrom == 0
                ? "They differ from the first slot on."
                : "They are the same up to slot " + (differsFrom - 1) + " and differ in slot " + differsFrom + ".";
    }

    /** Returns what adds up over slots. */
    public List<Difference> totals() {
        return ADDS_UP.stream()
                .map(metric -> difference(metric, TimeSeries::sum))
                .toList();
    }

    /** Returns the prices of leaders that differ most, then the mean of each metric over the slots in which it was measured. */
    public List<Difference> means() {
        return Stream.concat(
                        leaders.shown().stream().map(TwoLeaders.Pair::difference),
                        Stream.of(Metric.values()).map(metric -> difference(metric, TimeSeries::mean)))
                .toList();
    }

    private Difference difference(Metric metric, ToDoubleFunction<TimeSeries> value) {
        return new Difference(
                MetricSeries.name(metric),
                metric.unit(),
                value.applyAsDouble(of(first, metric)),
                value.applyAsDouble(of(second, metric)));
    }

    private static TimeSeries of(Map<Metric, TimeSeries> series, Metric metric) {
        return Objects.requireNonNull(series.get(metric));
    }

    /**
     * Returns a chart with two lines for each leader whose price differs, the largest difference first, and for each metric that
     * changes with time or differs.
     *
     * @param slotSeconds length of a slot
     */
    public TwoResults.Series series(double slotSeconds) {
        List<TwoResults.Line> charts = new ArrayList<>();
        for (TwoLeaders.Pair pair : leaders.shown()) {
            Map<String, @Nullable Object> tree =
                    TimeChart.tree("money per Mbit", false, lines(pair.first(), pair.second()));
            tree.put("top", TimeSeries.shown(leaders.highestPaid()));
            charts.add(new TwoResults.Line(
                    "Price of " + pair.id(),
                    "What it asks, in money per Mbit; nothing where it was closed. The scale ends at the highest price paid.",
                    charts.size() < MOST_PRICES,
                    tree));
        }
        for (TimeChart together : TimeChart.ALL) {
            for (Metric metric : together.metrics()) {
                TimeSeries a = of(first, metric);
                TimeSeries b = of(second, metric);
                if (a.changes()
                        || b.changes()
                        || !difference(metric, TimeSeries::mean).isNone()) {
                    var chart = new TimeChart(
                            capital(MetricSeries.name(metric)), together.isLogarithmic(), List.of(metric));
                    charts.add(
                            new TwoResults.Line(chart.title(), chart.note(), chart.isFirst(), chart.tree(lines(a, b))));
                }
            }
        }
        return new TwoResults.Series(stretches, slotSeconds, charts);
    }

    private static Map<String, TimeSeries> lines(TimeSeries first, TimeSeries second) {
        Map<String, TimeSeries> lines = new LinkedHashMap<>();
        lines.put("A", first);
        lines.put("B", second);
        return lines;
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
