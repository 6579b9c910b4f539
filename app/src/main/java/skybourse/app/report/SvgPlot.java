package skybourse.app.report;

import static skybourse.app.report.Html.escape;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
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
    private static final int LINE = 14;
    private static final int SWATCH = 14;
    private static final int EDGE = 8;
    private static final int DOT_EDGE = 6;
    private static final double SLANT = Math.toRadians(35);

    private final StringBuilder body = new StringBuilder();
    private final int height;
    private int right = WIDTH - LABELS;
    private int below;
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
        this.x = SvgTicks.widened(x);
        this.y = SvgTicks.widened(y);
        text(left, 24, "start", INK, 16, SvgText.fitting(title, WIDTH - EDGE - left, 16));
    }

    private double px(double value) {
        return left + (value - x[0]) / (x[1] - x[0]) * (right - left);
    }

    private double py(double value) {
        return height - BOTTOM - (value - y[0]) / (y[1] - y[0]) * (height - TOP - BOTTOM);
    }

    /** Leaves room for these texts right of the plot; before anything is drawn. */
    SvgPlot endingWith(Iterable<String> labels) {
        double widest = 0;
        for (String label : labels) {
            widest = Math.max(widest, SvgText.width(label, 12) + 2 * EDGE);
        }
        right = WIDTH - (int) Math.clamp(Math.ceil(widest), MARGIN, WIDTH / 3.0);
        return this;
    }

    /** Draws the horizontal axis with ticks; {@code scale} turns values into the unit that the name tells. */
    SvgPlot xAxis(String name, double scale) {
        line(left, height - BOTTOM, right, height - BOTTOM, SOFT, 1);
        for (double tick : SvgTicks.ticks(x[0] * scale, x[1] * scale)) {
            double at = px(tick / scale);
            line(at, height - BOTTOM, at, height - BOTTOM + 4, SOFT, 1);
            text(at, height - BOTTOM + 18, "middle", SOFT, 12, Numbers.ungrouped(tick, 6));
        }
        text((left + right) / 2.0, height - 8, "middle", SOFT, 12, name);
        return this;
    }

    /** Draws horizontal grid lines with their values; {@code scale} turns values into the unit that the name tells. */
    SvgPlot yAxis(String name, double scale) {
        for (double tick : SvgTicks.ticks(y[0] * scale, y[1] * scale)) {
            double at = py(tick / scale);
            line(left, at, right, at, "#e2e0da", 1);
            text(left - 8, at + 4, "end", SOFT, 12, Numbers.ungrouped(tick, 6));
        }
        text(left, TOP - 12, "start", SOFT, 12, name);
        return this;
    }

    /** Names the places 0, 1, ... of the horizontal axis, slanted where they need it; of too many only some. */
    SvgPlot places(String name, List<String> names) {
        line(left, height - BOTTOM, right, height - BOTTOM, SOFT, 1);
        double slot = px(1) - px(0);
        double widest = names.stream()
                .mapToDouble(each -> SvgText.width(each, 12))
                .max()
                .orElse(0);
        boolean slanted = widest > slot - EDGE && widest > 2 * LINE;
        int every = (int) Math.ceil((slanted ? LINE + 2 : Math.min(widest + EDGE, 2 * LINE)) / slot);
        below = slanted ? (int) Math.ceil(Math.min(widest, 2 * LABELS) * Math.sin(SLANT)) : 0;
        for (int i = 0; i < names.size(); i += every) {
            String label = SvgText.fitting(names.get(i), 2 * LABELS, 12);
            double at = px(i);
            if (slanted) {
                add("<text transform=\"translate(" + pixels(at + 4) + " " + pixels(height - BOTTOM + 14)
                        + ") rotate(-35)\" text-anchor=\"end\" fill=\"" + SOFT + "\" font-size=\"12\">" + escape(label)
                        + "</text>");
            } else {
                text(at, height - BOTTOM + 18, "middle", SOFT, 12, label);
            }
        }
        text((left + right) / 2.0, height - EDGE + below, "middle", SOFT, 12, name);
        return this;
    }

    /** Draws a line through points, with gaps at points that are no numbers; what leaves the plot ends at its edge. */
    SvgPlot curve(double[] xs, double[] ys, String colour, double width) {
        return curve(xs, ys, colour, width, 1);
    }

    /** Draws a line through points as {@link #curve(double[], double[], String, double)}, see-through below opacity 1. */
    SvgPlot curve(double[] xs, double[] ys, String colour, double width, double opacity) {
        StringBuilder path = new StringBuilder();
        boolean down = false;
        for (int i = 0; i < xs.length; i++) {
            boolean shown = Double.isFinite(xs[i]) && Double.isFinite(ys[i]);
            if (shown) {
                path.append(down ? 'L' : 'M')
                        .append(pixels(px(xs[i])))
                        .append(' ')
                        .append(pixels(py(ys[i])));
            }
            down = shown;
        }
        if (!path.isEmpty()) {
            add("<path d=\"" + path + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"" + width + "\""
                    + (opacity == 1 ? "" : " stroke-opacity=\"" + opacity + "\"")
                    + " stroke-linejoin=\"round\" clip-path=\"url(#plot)\"/>");
        }
        return this;
    }

    SvgPlot segment(double[] from, double[] to, String colour, double width, double opacity) {
        return segment(from, to, colour, width, opacity, "");
    }

    /** Draws a line of dashes. */
    SvgPlot dashes(double[] from, double[] to, String colour, double width) {
        return segment(from, to, colour, width, 1, " stroke-dasharray=\"5 4\"");
    }

    private SvgPlot segment(double[] from, double[] to, String colour, double width, double opacity, String dashes) {
        add("<line x1=\"" + pixels(px(from[0])) + "\" y1=\"" + pixels(py(from[1])) + "\" x2=\"" + pixels(px(to[0]))
                + "\" y2=\"" + pixels(py(to[1])) + "\" stroke=\"" + colour + "\" stroke-width=\"" + pixels(width)
                + "\" stroke-opacity=\"" + opacity + "\"" + dashes + "/>");
        return this;
    }

    /** Draws a dashed line across the plot for each value and names it to the right. */
    SvgPlot levels(SequencedMap<String, Double> levels) {
        levels.values().forEach(value -> {
            if (Double.isFinite(value)) {
                dashes(new double[] {x[0], value}, new double[] {x[1], value}, INK, 1);
            }
        });
        return endLabels(
                levels.values().stream().mapToDouble(Double::doubleValue).toArray(), List.copyOf(levels.keySet()));
    }

    SvgPlot dot(double[] at, double radius, String fill, String stroke) {
        if (Double.isFinite(at[0]) && Double.isFinite(at[1])) {
            add("<circle cx=\"" + pixels(px(at[0])) + "\" cy=\"" + pixels(py(at[1])) + "\" r=\"" + pixels(radius)
                    + "\" fill=\"" + fill + "\" stroke=\"" + stroke + "\" stroke-width=\"2\"/>");
        }
        return this;
    }

    /** Draws a polygon around a point, its corners in pixels from there as {@code x, y, x, y, ...}. */
    SvgPlot polygon(double[] at, double[] corners, String fill, String stroke) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < corners.length; i += 2) {
            points.append(i == 0 ? "" : " ")
                    .append(pixels(px(at[0]) + corners[i]))
                    .append(',')
                    .append(pixels(py(at[1]) + corners[i + 1]));
        }
        add("<polygon points=\"" + points + "\" fill=\"" + fill + "\" stroke=\"" + stroke + "\" stroke-width=\"2\"/>");
        return this;
    }

    /** Writes texts right of the plot beside their values, moved apart where they would overlap. */
    private SvgPlot endLabels(double[] values, List<String> labels) {
        double lowest = Double.POSITIVE_INFINITY; // pixels count from the top
        for (int i : IntStream.range(0, values.length)
                .filter(i -> Double.isFinite(values[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .toList()) {
            lowest = Math.min(py(values[i]) + 4, lowest - LINE);
            text(
                    right + 8,
                    lowest,
                    "start",
                    INK,
                    12,
                    SvgText.fitting(labels.get(i), WIDTH - right - 8 - EDGE / 2.0, 12));
        }
        return this;
    }

    /** Names the colours in rows below the chart, which grows by them. */
    SvgPlot legend(List<String> colours, List<String> names) {
        double at = left;
        legendHeight = LINE + 4;
        for (int i = 0; i < names.size(); i++) {
            String name = SvgText.fitting(names.get(i), WIDTH - left - SWATCH - 6 - EDGE, 12);
            double wide = SWATCH + 6 + SvgText.width(name, 12);
            if (at > left && at + wide > WIDTH - EDGE) {
                at = left;
                legendHeight += LINE + 4;
            }
            double y = height + below + legendHeight - LINE + 4;
            line(at, y - 4, at + SWATCH, y - 4, colours.get(i), 3);
            text(at + SWATCH + 6, y, "start", INK, 12, name);
            at += wide + SWATCH;
        }
        legendHeight += LINE / 2;
        return this;
    }

    /** Writes a text beside a point, right of it where there is more room. */
    SvgPlot label(double[] at, String colour, String label) {
        if (Double.isFinite(at[0]) && Double.isFinite(at[1])) {
            boolean after = WIDTH - px(at[0]) >= SvgText.width(label, 12) + LINE || px(at[0]) < WIDTH / 2.0;
            double room = (after ? WIDTH - px(at[0]) : px(at[0])) - LINE;
            // a rim keeps it readable where lines cross it
            add("<text x=\"" + pixels(px(at[0]) + (after ? 10 : -10)) + "\" y=\"" + pixels(py(at[1]) + 4)
                    + "\" text-anchor=\"" + (after ? "start" : "end") + "\" fill=\"" + colour
                    + "\" font-size=\"12\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">"
                    + escape(SvgText.fitting(label, room, 12)) + "</text>");
        }
        return this;
    }

    private void line(double x1, double y1, double x2, double y2, String colour, double width) {
        add("<line x1=\"" + pixels(x1) + "\" y1=\"" + pixels(y1) + "\" x2=\"" + pixels(x2) + "\" y2=\"" + pixels(y2)
                + "\" stroke=\"" + colour + "\" stroke-width=\"" + width + "\"/>");
    }

    private void text(double x, double y, String anchor, String colour, int size, String text) {
        add("<text x=\"" + pixels(x) + "\" y=\"" + pixels(y) + "\" text-anchor=\"" + anchor + "\" fill=\"" + colour
                + "\" font-size=\"" + size + "\">" + escape(text) + "</text>");
    }

    private void add(String element) {
        body.append(element).append('\n');
    }

    private static String pixels(double value) {
        return Numbers.ungrouped(Math.rint(value * 100) / 100, 8);
    }

    /** Returns the document. */
    String svg() {
        int high = height + below + legendHeight;
        return String.format(
                Locale.ROOT,
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" font-family="Inter, Helvetica, Arial, 'DejaVu Sans', sans-serif">
                <clipPath id="plot"><rect x="%3$s" y="%4$s" width="%5$s" height="%6$s"/></clipPath>
                <rect width="100%%" height="100%%" fill="#fff"/>
                %7$s</svg>
                """,
                WIDTH,
                high,
                left - DOT_EDGE,
                TOP - DOT_EDGE,
                right - left + 2 * DOT_EDGE,
                height - TOP - BOTTOM + 2 * DOT_EDGE,
                body);
    }
}
