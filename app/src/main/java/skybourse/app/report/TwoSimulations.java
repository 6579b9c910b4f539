package skybourse.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.files.codec.TableRows;
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

    /** So many leaders' prices are shown. */
    private static final int MOST_LEADERS = 8;

    /** So many of them stand among what a reader came for. */
    private static final int MOST_PRICES = 2;

    private static final int NUMBERS = 2 * (Metric.values().length + MOST_LEADERS);
    private static final List<String> COLUMNS = List.of("slot", "id", "pricePerBit", "soldWork");

    private final Stretches stretches;
    private final One first;
    private final One second;
    private final long differsFrom;
    private final List<String> asked;

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

    /** What one of the two measured, and what its leaders asked where they were open. */
    private static final class One {

        private final Map<Metric, TimeSeries> metrics;
        private final Map<String, TimeSeries> prices = new LinkedHashMap<>();
        private double highestPaid;

        private One(Source source, Stretches stretches) {
            metrics = MetricSeries.none(stretches);
            source.read(lines -> MetricSeries.each(source.name(), lines, (values, slot) -> {
                if (slot < stretches.slots()) {
                    metrics.forEach((metric, one) -> one.add(slot, values[metric.place()]));
                }
            }));
            source.tables.read(
                    SlotTables.LEADERS,
                    lines -> TableRows.each(source.leaders, lines, COLUMNS, row -> {
                        if (row.whole(0) < stretches.slots() && !row.text(2).equals("closed")) {
                            double price = row.number(2) * Numbers.BITS_PER_MEGABIT;
                            prices.computeIfAbsent(row.text(1), _ -> new TimeSeries(stretches))
                                    .add(row.whole(0), price);
                            highestPaid = Math.max(highestPaid, row.number(3) > 0 ? price : 0);
                        }
                    }));
        }

        private TimeSeries of(Metric metric) {
            return Objects.requireNonNull(metrics.get(metric));
        }
    }

    private TwoSimulations(Source first, Source second) {
        stretches = Stretches.of(Math.min(first.slots(), second.slots()), NUMBERS);
        this.first = new One(first, stretches);
        this.second = new One(second, stretches);
        long[] differs = new long[1];
        first.read(a -> second.read(b -> differs[0] = firstDifference(rows(a), rows(b))));
        differsFrom = differs[0];
        asked = Stream.concat(this.first.prices.keySet().stream(), this.second.prices.keySet().stream())
                .distinct()
                .filter(id -> !price(id).isNone())
                .sorted(Comparator.comparingDouble((String id) -> price(id).size())
                        .reversed())
                .toList();
    }

    /** Reads both. */
    public static TwoSimulations read(Source first, Source second) {
        return new TwoSimulations(first, second);
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
        return asked.size() <= MOST_LEADERS
                ? List.of(from())
                : List.of(
                        from(),
                        asked.size() + " leaders set different prices; the " + MOST_LEADERS
                                + " with the largest differences are shown.");
    }

    private String from() {
        if (differsFrom < 0) {
            return "All common slots are equal.";
        }
        return differsFrom == 0
                ? "They differ from the first slot on."
                : "They are equal up to slot " + Numbers.whole(differsFrom - 1) + " and differ from slot "
                        + Numbers.whole(differsFrom) + " on.";
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
                        shown().map(this::price),
                        Stream.of(Metric.values()).map(metric -> difference(metric, TimeSeries::mean)))
                .toList();
    }

    private Stream<String> shown() {
        return asked.stream().limit(MOST_LEADERS);
    }

    private Difference price(String id) {
        return new Difference(
                "price of " + id,
                "money per Mbit",
                prices(first, id).mean(),
                prices(second, id).mean());
    }

    private TimeSeries prices(One one, String id) {
        return one.prices.getOrDefault(id, new TimeSeries(stretches));
    }

    private Difference difference(Metric metric, ToDoubleFunction<TimeSeries> value) {
        return new Difference(
                MetricSeries.name(metric),
                metric.unit(),
                value.applyAsDouble(first.of(metric)),
                value.applyAsDouble(second.of(metric)));
    }

    /**
     * Returns a chart with two lines for each leader whose price differs, the largest difference first, and for each metric that
     * changes with time or differs.
     *
     * @param slotSeconds length of a slot
     */
    public TwoResults.Series series(double slotSeconds) {
        List<TwoResults.Line> charts = new ArrayList<>();
        for (String id : shown().toList()) {
            Map<String, @Nullable Object> tree =
                    TimeChart.tree("money per Mbit", false, lines(prices(first, id), prices(second, id)));
            tree.put("top", TimeSeries.shown(Math.max(first.highestPaid, second.highestPaid)));
            charts.add(new TwoResults.Line(
                    "Price of " + id,
                    "Price in money per Mbit; gaps where the leader was closed. The scale ends at the highest price paid.",
                    charts.size() < MOST_PRICES,
                    tree));
        }
        for (TimeChart together : TimeChart.ALL) {
            for (Metric metric : together.metrics()) {
                TimeSeries a = first.of(metric);
                TimeSeries b = second.of(metric);
                if (a.changes()
                        || b.changes()
                        || !difference(metric, TimeSeries::mean).isNone()) {
                    var chart = new TimeChart(
                            Words.capital(MetricSeries.name(metric)), together.isLogarithmic(), List.of(metric));
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
}
