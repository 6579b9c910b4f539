package skybourse.app.report.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;
import skybourse.files.text.TableRowReader;
import skybourse.round.dynamics.Metric;

/** Reader of the metrics of each slot from {@link SlotCsvTables#SLOTS}. */
final class MetricSeries {

    private MetricSeries() {}

    /** Passes the values and the number of each slot to {@code row}. Values are indexed by {@link Metric#place}. An empty cell has the value NaN. */
    static void each(String source, Stream<String> lines, ObjLongConsumer<double[]> row) {
        List<String> columns = new ArrayList<>(List.of("slot"));
        Stream.of(Metric.values()).map(Metric::column).forEach(columns::add);
        TableRowReader.each(source, lines, columns, cells -> {
            double[] values = new double[Metric.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = cells.number(1 + i);
            }
            row.accept(values, cells.whole(0));
        });
    }

    /** Returns an empty series for each metric. */
    static Map<Metric, TimeSeries> none(SlotBins stretches) {
        Map<Metric, TimeSeries> series = new EnumMap<>(Metric.class);
        Stream.of(Metric.values()).forEach(metric -> series.put(metric, new TimeSeries(stretches)));
        return series;
    }

    /** Returns the name of a metric on pages. It consists of the words in the name of the metric's column, in lower case, separated by spaces. */
    static String name(Metric metric) {
        return metric.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
