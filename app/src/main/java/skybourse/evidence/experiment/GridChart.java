package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.evidence.sweep.ResultTable.Row;

/**
 * What a chart draws.
 *
 * @param id a file name
 * @param title what it shows
 * @param note how to read it
 * @param right what is to the right, with its unit
 * @param up what is upwards, with its unit
 * @param kind {@code plain} without intervals, {@code cumulative} for the share of rows that are not above, {@code seeds} for a point a seed in
 *     the order of the first line; empty for means with their intervals
 * @param x the formula of what is to the right; empty for the axis along which the lines go
 * @param value the formula of what is upwards
 * @param lines its lines; those of one name are one
 * @param levels formulas of values to compare with, by name
 */
record GridChart(
        String id,
        String title,
        String note,
        String right,
        String up,
        String kind,
        String x,
        String value,
        List<Points> lines,
        Map<String, String> levels) {

    /** Draws it; empty where no table that it needs was made. */
    Optional<Chart> in(Scope all) {
        SequencedMap<String, List<Scope>> points = new LinkedHashMap<>();
        for (Points some : lines) {
            for (Scope place : some.in(all)) {
                some.along(place)
                        .forEach(point -> points.computeIfAbsent(place.fill(some.name()), _ -> new ArrayList<>())
                                .add(point));
            }
        }
        if (points.isEmpty()) {
            return Optional.empty();
        }
        Scope first = points.firstEntry().getValue().getFirst();
        Formula upwards = Formula.of(value);
        Chart chart = chart(first, List.of());
        chart = switch (kind) {
            case "cumulative" -> chart(first, cumulative(points, upwards, first));
            case "seeds" -> seeds(points, upwards, chart);
            default -> chart(first, means(points, upwards));
        };
        SequencedMap<String, Double> drawn = new LinkedHashMap<>();
        levels.forEach((name, level) -> drawn.put(name, Formula.of(level).number(first)));
        return Optional.of(drawn.isEmpty() ? chart : chart.against(drawn));
    }

    private Chart chart(Scope first, List<Series> series) {
        return new Chart(id, title, first.fill(note), right, up, series);
    }

    private List<Series> means(SequencedMap<String, List<Scope>> lines, Formula upwards) {
        Formula toTheRight =
                Formula.of(x.isEmpty() ? "@" + this.lines.getFirst().over() : x);
        List<Series> series = new ArrayList<>();
        lines.forEach((name, points) -> {
            double[] right = points.stream().mapToDouble(toTheRight::number).toArray();
            series.add(
                    kind.equals("plain")
                            ? Series.plain(
                                    name,
                                    right,
                                    points.stream().mapToDouble(upwards::number).toArray())
                            : Series.of(
                                    name,
                                    right,
                                    points.stream().map(upwards::in).toList()));
        });
        return series;
    }

    private static DoubleStream values(Scope place, Formula formula) {
        return place.rows().stream().mapToDouble(row -> formula.number(place.of(row)));
    }

    /** Draws the share of a line's rows that are not above a number, up to the largest of the table. */
    private static List<Series> cumulative(SequencedMap<String, List<Scope>> lines, Formula upwards, Scope first) {
        int last = (int) values(first.at(first.of(), Map.of()), upwards).max().orElse(1);
        double[] right = IntStream.rangeClosed(0, last).asDoubleStream().toArray();
        List<Series> series = new ArrayList<>();
        lines.forEach((name, points) -> {
            double[] all = values(points.getFirst(), upwards).toArray();
            series.add(Series.plain(
                    name,
                    right,
                    DoubleStream.of(right)
                            .map(most -> DoubleStream.of(all)
                                            .filter(value -> value <= most)
                                            .count()
                                    / (double) all.length)
                            .toArray()));
        });
        return series;
    }

    /** Draws a point for each seed, so that neighbours are alike. */
    private Chart seeds(SequencedMap<String, List<Scope>> lines, Formula upwards, Chart chart) {
        Scope first = lines.firstEntry().getValue().getFirst();
        List<Long> order = first.rows().stream()
                .sorted(Comparator.comparingDouble(row -> upwards.number(first.of(row))))
                .map(Row::seed)
                .toList();
        List<Series> series = new ArrayList<>();
        lines.forEach((name, points) -> {
            Scope place = points.getFirst();
            List<Row> rows = place.rows().stream()
                    .filter(row -> order.contains(row.seed()))
                    .sorted(Comparator.comparingInt(row -> order.indexOf(row.seed())))
                    .toList();
            series.add(Series.plain(
                    name,
                    rows.stream().mapToDouble(row -> order.indexOf(row.seed())).toArray(),
                    rows.stream()
                            .mapToDouble(row -> upwards.number(place.of(row)))
                            .toArray()));
        });
        return new Chart(id, title, chart.note(), right, up, series)
                .apart(order.stream().map(String::valueOf).toList());
    }
}
