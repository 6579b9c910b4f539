package skybourse.app.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import skybourse.evidence.experiment.Chart;

/** The chart of an experiment as SVG. */
public final class ChartSvg {

    private static final int HEIGHT = 420;
    private static final int LABELLED = 9;
    private static final int DOTTED = 12;
    private static final double WIDEST_GROUP = 0.8;
    private static final double WIDEST_STEP = 0.12;

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
                .endingWith(chart.levels().keySet())
                .yAxis(chart.yName(), 1);
    }

    /** Returns the drawing; where there are many lines, those whose names agree up to the comma share a colour. */
    public static String svg(Chart chart) {
        return new ChartSvg(chart).drawn();
    }

    private String drawn() {
        if (chart.places().isEmpty()) {
            plot.xAxis(chart.xName(), 1);
        } else {
            plot.places(chart.xName(), chart.places());
        }
        plot.levels(chart.levels());
        for (Chart.Series line : chart.series()) {
            line.runs().forEach(run -> plot.curve(line.x(), run, colour(key(line.name())), 0.8, 0.35));
        }
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
        boolean joined = chart.places().isEmpty();
        boolean beside = !joined && chart.series().stream().anyMatch(each -> each.low().length > 0);
        double aside =
                !beside ? 0 : aside(chart.series().indexOf(line), chart.series().size());
        if (joined) {
            plot.curve(line.x(), line.y(), colour, width);
        }
        drawIntervals(line, aside, colour);
        for (int i = 0; i < line.x().length && (!joined || line.x().length <= DOTTED); i++) {
            double radius = joined && line.x().length > 1 ? 2 : 3;
            plot.dot(new double[] {line.x()[i] + aside, line.y()[i]}, radius, colour, colour);
        }
    }

    private void drawIntervals(Chart.Series line, double aside, String colour) {
        for (int i = 0; i < line.low().length; i++) {
            if (Double.isFinite(line.low()[i])) {
                double at = line.x()[i] + aside;
                plot.segment(new double[] {at, line.low()[i]}, new double[] {at, line.high()[i]}, colour, 1, 0.6);
            }
        }
    }

    /** Intervals that share a place stand beside each other. */
    private static double aside(int series, int all) {
        return (series - (all - 1) / 2.0) * Math.min(WIDEST_STEP, WIDEST_GROUP / all);
    }

    private String colour(String key) {
        return SvgPlot.COLOURS.get(keys.indexOf(key) % SvgPlot.COLOURS.size());
    }

    private String key(String name) {
        int comma = name.indexOf(',');
        return few || comma < 0 ? name : name.substring(0, comma);
    }

    private double[] across() {
        if (!chart.places().isEmpty()) {
            return new double[] {-0.5, chart.places().size() - 0.5};
        }
        double[] values = range(chart.series().stream().flatMapToDouble(line -> Arrays.stream(line.x())));
        return new double[] {Math.min(0, values[0]), values[1]};
    }

    /** Starts at zero unless that would leave half of the drawing empty, and ends at round numbers. */
    private double[] upwards() {
        double[] values = range(DoubleStream.concat(
                chart.levels().values().stream().mapToDouble(Double::doubleValue),
                chart.series().stream().flatMapToDouble(ChartSvg::heights)));
        boolean far = values[0] > values[1] / 2;
        return SvgTicks.rounded(far ? values : new double[] {Math.min(0, values[0]), values[1]});
    }

    private static DoubleStream heights(Chart.Series line) {
        return DoubleStream.concat(
                DoubleStream.concat(
                        Arrays.stream(line.y()), line.runs().stream().flatMapToDouble(Arrays::stream)),
                DoubleStream.concat(Arrays.stream(line.low()), Arrays.stream(line.high())));
    }

    private static double[] range(DoubleStream values) {
        double[] finite = values.filter(Double::isFinite).toArray();
        double low = Arrays.stream(finite).min().orElse(0);
        double high = Arrays.stream(finite).max().orElse(1);
        return new double[] {low, high};
    }
}
