package skybourse.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;

/** Chart of how policies got better while they learned. */
public final class LearningCurves {

    private static final int HEIGHT = 400;
    private static final int LEFT = 64;

    /**
     * One training.
     *
     * @param episodes how many had ended at each judgement
     * @param scores what was judged then
     */
    public record Curve(double[] episodes, double[] scores) {}

    private LearningCurves() {}

    /**
     * Returns the chart as SVG.
     *
     * @param title above the chart
     * @param curves by name, at least one with at least one point
     * @param levels rewards to compare with, by name
     */
    public static String svg(String title, SequencedMap<String, Curve> curves, SequencedMap<String, Double> levels) {
        double last = curves.values().stream()
                .flatMapToDouble(curve -> Arrays.stream(curve.episodes))
                .max()
                .orElseThrow();
        double[] all = DoubleStream.concat(
                        curves.values().stream().flatMapToDouble(curve -> Arrays.stream(curve.scores)),
                        levels.values().stream().mapToDouble(Double::doubleValue))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double low = all.length == 0 ? 0 : all[0];
        double high = all.length == 0 ? 1 : all[all.length - 1];
        double margin = 0.05 * (high - low);
        SvgPlot plot = new SvgPlot(
                        title, HEIGHT, LEFT, new double[] {0, last}, new double[] {low - margin, high + margin})
                .xAxis("episodes", 1)
                .yAxis("mean reward of held-out auctions", 1);
        for (Map.Entry<String, Double> level : levels.entrySet()) {
            double[] ends = {level.getValue(), level.getValue()};
            plot.curve(new double[] {0, last}, ends, SvgPlot.INK, 1);
        }
        plot.endLabels(
                levels.values().stream().mapToDouble(Double::doubleValue).toArray(),
                levels.keySet().stream().map(name -> SvgPlot.INK).toList(),
                List.copyOf(levels.keySet()));
        int colour = 0;
        for (Curve curve : curves.values()) {
            plot.curve(curve.episodes, curve.scores, SvgPlot.COLOURS.get(colour++ % SvgPlot.COLOURS.size()), 1.5);
        }
        return plot.svg();
    }
}
