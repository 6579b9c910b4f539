package skybourse.paper.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import skybourse.app.report.Chart;
import skybourse.app.report.Chart.Series;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable.Row;

/**
 * What a chart draws.
 *
 * @param each places of which each has a chart of its own, named in id, title and note; empty for one chart
 * @param id a file name
 * @param title what it shows
 * @param note how to read it
 * @param right what is to the right, with its unit
 * @param up what is upwards, with its unit
 * @param kind {@code plain} without intervals, {@code runs} with the lines of seeds, {@code places} for points over things apart, {@code cumulative} for the share of rows that are not above, {@code seeds} for a point a seed in
 *     the order of the first line; empty for means with their intervals
 * @param x the formula of what is to the right; empty for the axis along which the lines go
 * @param value the formula of what is upwards
 * @param lines its lines; those of one name are one
 * @param levels formulas of values to compare with, by name
 */
record GridChart(
        List<Points> each,
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

    /** Draws it, or one for each; none where no table that it needs was made. */
    List<Chart> in(Scope all) {
        return each.isEmpty()
                ? drawn(all, Map.of()).stream().toList()
                : each.stream()
                        .flatMap(some -> some.in(all).stream())
                        .flatMap(place -> drawn(all, place.where()).stream())
                        .toList();
    }

    private Optional<Chart> drawn(Scope all, Map<String, String> where) {
        SequencedMap<String, List<Scope>> points = new LinkedHashMap<>();
        for (Points some : lines) {
            for (Scope place : some.in(all)) {
                Scope line = where.isEmpty() ? place : place.at("", where);
                if (where.isEmpty() || !line.rows().isEmpty()) {
                    some.along(line)
                            .forEach(point -> points.computeIfAbsent(line.fill(some.name()), _ -> new ArrayList<>())
                                    .add(point));
                }
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
            case "places" -> places(points, upwards, chart);
            default -> chart(first, means(points, upwards));
        };
        SequencedMap<String, Double> drawn = new LinkedHashMap<>();
        levels.forEach((name, level) -> drawn.put(name, Formula.of(level).number(first)));
        return Optional.of(drawn.isEmpty() ? chart : chart.against(drawn));
    }

    private Chart chart(Scope first, List<Series> series) {
        return new Chart(first.fill(id), first.fill(title), first.fill(note), right, up, series);
    }

    private List<Series> means(SequencedMap<String, List<Scope>> lines, Formula upwards) {
        Formula toTheRight =
                Formula.of(x.isEmpty() ? "@" + this.lines.getFirst().over() : x);
        List<Series> series = new ArrayList<>();
        lines.forEach((name, points) -> {
            double[] right = points.stream().mapToDouble(toTheRight::number).toArray();
            Series means =
                    Series.of(name, right, points.stream().map(upwards::in).toList());
            series.add(
                    switch (kind) {
                        case "plain" -> Series.plain(name, right, means.y());
                        case "runs" -> means.over(runs(points, upwards));
                        default -> means;
                    });
        });
        return series;
    }

    /** Returns what the means of a line are means of, by seed. */
    private static List<double[]> runs(List<Scope> points, Formula upwards) {
        List<List<Scope>> bySeed =
                points.stream().map(point -> point.along(Scope.SEED)).toList();
        return IntStream.range(0, bySeed.getFirst().size())
                .mapToObj(seed -> bySeed.stream()
                        .mapToDouble(point -> upwards.number(point.get(seed)))
                        .toArray())
                .toList();
    }

    /** Draws points over things that stand beside each other; what was run once has no interval. */
    private Chart places(SequencedMap<String, List<Scope>> lines, Formula upwards, Chart chart) {
        String axis = this.lines.getFirst().over();
        List<Series> series = new ArrayList<>();
        lines.forEach((name, points) -> {
            double[] right = IntStream.range(0, points.size()).asDoubleStream().toArray();
            List<Interval> means = points.stream().map(upwards::in).toList();
            Series line = Series.of(name, right, means);
            series.add(means.stream().allMatch(mean -> mean.count() <= 1) ? Series.plain(name, right, line.y()) : line);
        });
        return new Chart(chart.id(), chart.title(), chart.note(), right, up, series)
                .apart(lines.firstEntry().getValue().stream()
                        .map(point -> point.told(axis))
                        .toList());
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
            double[] shares =
                    DoubleStream.of(right).map(most -> shareUpTo(most, all)).toArray();
            series.add(Series.plain(name, right, shares));
        });
        return series;
    }

    private static double shareUpTo(double most, double[] all) {
        return DoubleStream.of(all).filter(value -> value <= most).count() / (double) all.length;
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
        return new Chart(chart.id(), chart.title(), chart.note(), right, up, series)
                .apart(order.stream().map(String::valueOf).toList());
    }
}
