package skybourse.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import skybourse.experiment.Chart;

/** The chart of an experiment as SVG. */
public final class ChartSvg {

    private static final int HEIGHT = 420;
    private static final int LABELLED = 9;
    private static final int DOTTED = 12;

    private final Chart chart;
    private final boolean few;
    private final List<String> keys;
    private final SvgPlot plot;

    private ChartSvg(Chart chart) {
        this.chart = chart;
        this.few = chart.series().size() <= LABELLED;
        this.keys = chart.series().stream()
                .filter(line -> line.y().length > 0)
                .map(line -> key(line.name()))
                .distinct()
                .toList();
        this.plot = new SvgPlot(chart.title(), HEIGHT, 60, across(), upwards())
                .wide()
                .yAxis(chart.yName(), 1)
                .xAxis(chart.xName(), 1);
    }

    /** Returns the drawing; where there are many lines, those whose names agree up to the comma share a colour. */
    public static String svg(Chart chart) {
        return new ChartSvg(chart).drawn();
    }

    private String drawn() {
        int left = chart.series().size();
        for (Chart.Series line : chart.series()) {
            // a line that others cover shows at their edges
            double width = few ? 1.5 + 2.5 * left-- / chart.series().size() : 1;
            draw(line, width);
        }
        List<String> colours = keys.stream().map(this::colour).toList();
        return plot.legend(colours, keys).svg();
    }

    private void draw(Chart.Series line, double width) {
        String colour = colour(key(line.name()));
        plot.curve(line.x(), line.y(), colour, width);
        for (int i = 0; i < line.low().length; i++) {
            if (Double.isFinite(line.low()[i])) {
                double at = line.x()[i];
                plot.segment(new double[] {at, line.low()[i]}, new double[] {at, line.high()[i]}, colour, 1, 0.6);
            }
        }
        for (int i = 0; i < line.x().length && line.x().length <= DOTTED; i++) {
            plot.dot(new double[] {line.x()[i], line.y()[i]}, line.x().length == 1 ? 4 : 2, colour, colour);
        }
    }

    private String colour(String key) {
        return SvgPlot.COLOURS.get(keys.indexOf(key) % SvgPlot.COLOURS.size());
    }

    private String key(String name) {
        int comma = name.indexOf(',');
        return few || comma < 0 ? name : name.substring(0, comma);
    }

    private double[] across() {
        double[] values = range(chart.series().stream().flatMapToDouble(line -> Arrays.stream(line.x())));
        return new double[] {Math.min(0, values[0]), values[1]};
    }

    /** Starts at zero unless that would leave half of the drawing empty. */
    private double[] upwards() {
        double[] values = range(chart.series().stream()
                .flatMapToDouble(line -> DoubleStream.concat(
                        Arrays.stream(line.y()),
                        DoubleStream.concat(Arrays.stream(line.low()), Arrays.stream(line.high())))));
        return values[0] > values[1] / 2 ? values : new double[] {Math.min(0, values[0]), values[1]};
    }

    private static double[] range(DoubleStream values) {
        double[] finite = values.filter(Double::isFinite).toArray();
        double low = Arrays.stream(finite).min().orElse(0);
        double high = Arrays.stream(finite).max().orElse(1);
        return new double[] {low, high};
    }
}
