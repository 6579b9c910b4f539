package skybourse.report;

import static skybourse.report.Html.escape;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** One chart as SVG with axes, units and text that stays text. Draws in the order of the calls; for one thread. */
final class SvgPlot {

    static final List<String> COLOURS =
            List.of("#0b6e99", "#b7791f", "#4b7f52", "#a3477d", "#5c5fb0", "#7a5b3a", "#c8553d", "#8a8f98");
    static final String GOOD = "#0b6e99";
    static final String BAD = "#c2410c";
    static final String INK = "#1c2024";

    private static final String SOFT = "#5c6570";
    private static final int WIDTH = 720;
    private static final int TOP = 56;
    private static final int LABELS = 110;
    private static final int MARGIN = 24;
    private static final int BOTTOM = 48;
    private static final int TICKS = 6;
    private static final int LINE = 14;

    private static final int LEGEND_LETTER = 7;
    private static final int SWATCH = 14;

    private final StringBuilder body = new StringBuilder();
    private final int height;
    private int right = WIDTH - LABELS;
    private int legendHeight;
    private final int left;
    private final double[] x;
    private final double[] y;

    /**
     * Starts a chart.
     *
     * @param title above the chart
     * @param height in pixels
     * @param left pixels left of the plot, for the names of rows
     * @param x {@code {from, to}} of the horizontal axis
     * @param y {@code {from, to}} of the vertical axis
     */
    SvgPlot(String title, int height, int left, double[] x, double[] y) {
        this.height = height;
        this.left = left;
        this.x = widened(x);
        this.y = widened(y);
        text(left, 24, "start", INK, 16, title);
    }

    private static double[] widened(double[] range) {
        return range[1] > range[0] ? range : new double[] {range[0], range[0] + 1};
    }

    private double px(double value) {
        return left + (value - x[0]) / (x[1] - x[0]) * (right - left);
    }

    private double py(double value) {
        return height - BOTTOM - (value - y[0]) / (y[1] - y[0]) * (height - TOP - BOTTOM);
    }

    /** Leaves no room for texts right of the plot; before anything is drawn. */
    SvgPlot wide() {
        right = WIDTH - MARGIN;
        return this;
    }

    /** Draws the horizontal axis with ticks; {@code scale} turns values into the unit that the name tells. */
    SvgPlot xAxis(String name, double scale) {
        line(left, height - BOTTOM, right, height - BOTTOM, SOFT, 1);
        for (double tick : ticks(x[0] * scale, x[1] * scale)) {
            double at = px(tick / scale);
            line(at, height - BOTTOM, at, height - BOTTOM + 4, SOFT, 1);
            text(at, height - BOTTOM + 18, "middle", SOFT, 12, Numbers.plain(tick, 6));
        }
        text((left + right) / 2.0, height - 8, "middle", SOFT, 12, name);
        return this;
    }

    /** Draws horizontal grid lines with their values; {@code scale} turns values into the unit that the name tells. */
    SvgPlot yAxis(String name, double scale) {
        for (double tick : ticks(y[0] * scale, y[1] * scale)) {
            double at = py(tick / scale);
            line(left, at, right, at, "#e2e0da", 1);
            text(left - 8, at + 4, "end", SOFT, 12, Numbers.plain(tick, 6));
        }
        text(left, TOP - 12, "start", SOFT, 12, name);
        return this;
    }

    /** Names the rows 0, 1, ... of the vertical axis. */
    SvgPlot rows(List<String> names) {
        IntStream.range(0, names.size()).forEach(i -> text(left - 8, py(i) + 4, "end", INK, 12, names.get(i)));
        return this;
    }

    /** Returns about six round numbers in the range. */
    static double[] ticks(double from, double to) {
        double raw = (to - from) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step =
                raw / power <= 1 ? power : raw / power <= 2 ? 2 * power : raw / power <= 5 ? 5 * power : 10 * power;
        long first = (long) Math.ceil(from / step - 1e-9);
        long last = (long) Math.floor(to / step + 1e-9);
        return IntStream.rangeClosed(0, (int) (last - first))
                .mapToDouble(i -> (first + i) * step)
                .toArray();
    }

    /** Draws a line through points, with gaps at points that are no numbers. */
    SvgPlot curve(double[] xs, double[] ys, String colour, double width) {
        StringBuilder path = new StringBuilder();
        boolean down = false;
        for (int i = 0; i < xs.length; i++) {
            boolean shown = Double.isFinite(xs[i]) && Double.isFinite(ys[i]) && ys[i] >= y[0] && ys[i] <= y[1];
            if (shown) {
                path.append(down ? 'L' : 'M')
                        .append(pixels(px(xs[i])))
                        .append(' ')
                        .append(pixels(py(ys[i])));
            }
            down = shown;
        }
        if (!path.isEmpty()) {
            add(String.format(
                    Locale.ROOT,
                    "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\"/>",
                    path,
                    colour,
                    width));
        }
        return this;
    }

    SvgPlot segment(double[] from, double[] to, String colour, double width, double opacity) {
        add(String.format(
                Locale.ROOT,
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\" stroke-opacity=\"%s\"/>",
                pixels(px(from[0])),
                pixels(py(from[1])),
                pixels(px(to[0])),
                pixels(py(to[1])),
                colour,
                pixels(width),
                opacity));
        return this;
    }

    /** Draws a bar of row {@code row} from one value to another. */
    SvgPlot bar(int row, double from, double to, String colour) {
        double thick = Math.clamp(0.6 * Math.abs(py(1) - py(0)), 1, 22);
        add(String.format(
                Locale.ROOT,
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>",
                pixels(px(from)),
                pixels(py(row) - thick / 2),
                pixels(px(to) - px(from)),
                pixels(thick),
                colour));
        return this;
    }

    /** Draws an upright bar from zero between two values of the horizontal axis. */
    SvgPlot column(double from, double to, double value, String colour) {
        add(String.format(
                Locale.ROOT,
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>",
                pixels(px(from)),
                pixels(py(value)),
                pixels(0.92 * (px(to) - px(from))),
                pixels(py(0) - py(value)),
                colour));
        return this;
    }

    SvgPlot dot(double[] at, double radius, String fill, String stroke) {
        if (Double.isFinite(at[0]) && Double.isFinite(at[1])) {
            add(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\"2\"/>",
                    pixels(px(at[0])),
                    pixels(py(at[1])),
                    pixels(radius),
                    fill,
                    stroke));
        }
        return this;
    }

    SvgPlot square(double[] at, double side, String fill) {
        add(String.format(
                Locale.ROOT,
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\" stroke=\"#fff\" stroke-width=\"2\"/>",
                pixels(px(at[0]) - side / 2),
                pixels(py(at[1]) - side / 2),
                side,
                side,
                fill));
        return this;
    }

    /** Writes texts right of the plot beside their values, moved apart where they would overlap. */
    SvgPlot endLabels(double[] values, List<String> colours, List<String> labels) {
        double lowest = Double.POSITIVE_INFINITY; // pixels count from the top
        for (int i : IntStream.range(0, values.length)
                .filter(i -> Double.isFinite(values[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .toList()) {
            lowest = Math.min(py(values[i]) + 4, lowest - LINE);
            text(right + 8, lowest, "start", colours.get(i), 12, labels.get(i));
        }
        return this;
    }

    /** Names the colours in rows below the chart, which grows by them. */
    SvgPlot legend(List<String> colours, List<String> names) {
        double at = left;
        legendHeight = LINE + 4;
        for (int i = 0; i < names.size(); i++) {
            double wide = SWATCH + 6 + LEGEND_LETTER * names.get(i).length();
            if (at > left && at + wide > WIDTH) {
                at = left;
                legendHeight += LINE + 4;
            }
            double y = height + legendHeight - LINE + 4;
            line(at, y - 4, at + SWATCH, y - 4, colours.get(i), 3);
            text(at + SWATCH + 6, y, "start", INK, 12, names.get(i));
            at += wide + SWATCH;
        }
        legendHeight += LINE / 2;
        return this;
    }

    /** Writes a text right of a point. */
    SvgPlot label(double[] at, String colour, String label) {
        if (Double.isFinite(at[0]) && Double.isFinite(at[1])) {
            text(px(at[0]) + 8, py(at[1]) + 4, "start", colour, 12, label);
        }
        return this;
    }

    private void line(double x1, double y1, double x2, double y2, String colour, double width) {
        add(String.format(
                Locale.ROOT,
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\"/>",
                pixels(x1),
                pixels(y1),
                pixels(x2),
                pixels(y2),
                colour,
                width));
    }

    private void text(double x, double y, String anchor, String colour, int size, String text) {
        add(String.format(
                Locale.ROOT,
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\" font-size=\"%s\">%s</text>",
                pixels(x),
                pixels(y),
                anchor,
                colour,
                size,
                escape(text)));
    }

    private void add(String element) {
        body.append(element).append('\n');
    }

    private static String pixels(double value) {
        return Numbers.plain(Math.rint(value * 100) / 100, 8);
    }

    /** Returns the document. */
    String svg() {
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" font-family="Inter, Helvetica, Arial, 'DejaVu Sans', sans-serif">
                <rect width="100%%" height="100%%" fill="#fff"/>
                %s</svg>
                """, WIDTH, height + legendHeight, WIDTH, height + legendHeight, body);
    }
}
