package skybourse.app.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import skybourse.app.codec.JsonText;
import skybourse.evidence.experiment.Chart;

/** A page of texts, tables and charts of experiments that needs nothing else. */
final class ChartPage {

    private ChartPage() {}

    /**
     * Returns the page.
     *
     * @param title of the window
     * @param body everything between the body's tags
     * @param charts by the key that {@link #figure} was given
     */
    static String html(String title, String body, Map<String, Chart> charts) {
        Map<String, Object> trees = new LinkedHashMap<>();
        charts.forEach((key, chart) -> trees.put(key, tree(chart)));
        return new Page(
                        title,
                        PageResources.text("index.css"),
                        body,
                        Map.of("charts", trees),
                        List.of("charts", "lines", "index"))
                .single();
    }

    /** Returns the place where a chart is drawn, with its title and note. */
    static String figure(String key, Chart chart) {
        return PageFrame.chart(chart.title(), chart.note(), key, "", "");
    }

    private static Map<String, Object> tree(Chart chart) {
        Map<String, Object> levels = new LinkedHashMap<>();
        chart.levels().forEach((name, level) -> {
            if (Double.isFinite(level)) {
                levels.put(name, level);
            }
        });
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("xName", chart.xName());
        tree.put("yName", chart.yName());
        tree.put("places", chart.places());
        tree.put("series", chart.series().stream().map(ChartPage::tree).toList());
        tree.put("levels", levels);
        return tree;
    }

    private static Map<String, Object> tree(Chart.Series line) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", line.name());
        tree.put("x", JsonText.numbers(line.x()));
        tree.put("y", JsonText.numbers(line.y()));
        tree.put("low", JsonText.numbers(line.low()));
        tree.put("high", JsonText.numbers(line.high()));
        tree.put("runs", line.runs().stream().map(JsonText::numbers).toList());
        return tree;
    }
}
