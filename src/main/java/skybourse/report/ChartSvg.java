package skybourse.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import skybourse.experiment.Chart;

/** The chart of an experiment as SVG. */
public final class ChartSvg {

    private static final int HEIGHT = 420;
    private static final int LABELLED = 9;

    private ChartSvg() {}

    /** Returns the drawing; lines whose names agree up to the comma share a colour. */
    public static String svg(Chart chart) {
        double[] x = range(chart.series().stream().flatMapToDouble(line -> Arrays.stream(line.x())));
        double[] y = range(chart.series().stream()
                .flatMapToDouble(line -> DoubleStream.concat(
                        Arrays.stream(line.y()),
                        DoubleStream.concat(Arrays.stream(line.low()), Arrays.stream(line.high())))));
        var plot = new SvgPlot(chart.title(), HEIGHT, 60, x, y)
                .yAxis(chart.yName(), 1)
                .xAxis(chart.xName(), 1);
        List<String> groups = List.copyOf(groups(chart));
        List<String> colours = new ArrayList<>();
        for (Chart.Series line : chart.series()) {
            String colour = SvgPlot.COLOURS.get(groups.indexOf(group(line.name())) % SvgPlot.COLOURS.size());
            colours.add(colour);
            plot.curve(line.x(), line.y(), colour, chart.series().size() > LABELLED ? 1 : 2);
            for (int i = 0; i < line.low().length; i++) {
                if (Double.isFinite(line.low()[i])) {
                    double at = line.x()[i];
                    plot.segment(new double[] {at, line.low()[i]}, new double[] {at, line.high()[i]}, colour, 1, 0.6);
                }
            }
            if (line.x().length == 1) {
                plot.dot(new double[] {line.x()[0], line.y()[0]}, 4, colour, colour);
            }
        }
        return labelled(chart, plot, colours, groups).svg();
    }

    private static SvgPlot labelled(Chart chart, SvgPlot plot, List<String> colours, List<String> groups) {
        boolean few = chart.series().size() <= LABELLED;
        List<Chart.Series> lines = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < chart.series().size(); i++) {
            Chart.Series line = chart.series().get(i);
            String name = few ? line.name() : group(line.name());
            if (!names.contains(name) && line.y().length > 0) {
                lines.add(line);
                names.add(name);
                shown.add(few ? colours.get(i) : SvgPlot.COLOURS.get(groups.indexOf(name) % SvgPlot.COLOURS.size()));
            }
        }
        double[] ends = lines.stream()
                .mapToDouble(line -> line.y()[line.y().length - 1])
                .toArray();
        return plot.endLabels(ends, shown, names);
    }

    private static Set<String> groups(Chart chart) {
        Set<String> groups = new LinkedHashSet<>();
        boolean few = chart.series().size() <= LABELLED;
        chart.series().forEach(line -> groups.add(few ? line.name() : group(line.name())));
        chart.series().forEach(line -> groups.add(group(line.name())));
        return groups;
    }

    private static String group(String name) {
        int comma = name.indexOf(',');
        return comma < 0 ? name : name.substring(0, comma);
    }

    private static double[] range(DoubleStream values) {
        double[] finite = values.filter(Double::isFinite).toArray();
        double low = Math.min(0, Arrays.stream(finite).min().orElse(0));
        double high = Arrays.stream(finite).max().orElse(1);
        return new double[] {low, high};
    }
}
