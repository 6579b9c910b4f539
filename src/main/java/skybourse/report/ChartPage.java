package skybourse.report;

import static skybourse.report.Html.escape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import skybourse.codec.JsonText;
import skybourse.experiment.Chart;

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
        String head = String.format(
                Locale.ROOT, """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s – Skybourse</title>
                <style>%s%s</style>
                </head>
                <body>
                """, escape(title), PageResources.text("page.css"), PageResources.text("index.css"));
        return head + body + "<script type=\"application/json\" id=\"data\">"
                + Html.script(JsonText.compact(Map.of("charts", trees))) + "</script>\n<script>"
                + PageResources.library() + "</script>\n<script>" + PageResources.text("index.js")
                + "</script>\n</body>\n</html>\n";
    }

    /** Returns the place where a chart is drawn, with its title and note. */
    static String figure(String key, Chart chart) {
        return String.format(
                Locale.ROOT,
                "<figure><figcaption><h3>%s</h3><p>%s</p></figcaption><div class=\"chart\" data-chart=\"%s\" role=\"img\" aria-label=\"%s\"></div></figure>\n",
                escape(chart.title()),
                escape(chart.note()),
                escape(key),
                escape(chart.title()));
    }

    private static Map<String, Object> tree(Chart chart) {
        List<Map<String, Object>> series = new ArrayList<>();
        for (Chart.Series line : chart.series()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("name", line.name());
            tree.put("x", JsonText.numbers(line.x()));
            tree.put("y", JsonText.numbers(line.y()));
            tree.put("low", JsonText.numbers(line.low()));
            tree.put("high", JsonText.numbers(line.high()));
            series.add(tree);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("xName", chart.xName());
        tree.put("yName", chart.yName());
        tree.put("series", series);
        return tree;
    }
}
