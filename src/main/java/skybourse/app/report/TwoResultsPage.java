package skybourse.app.report;

import static skybourse.app.report.Html.escape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two results beside each other as one page, which loads nothing from anywhere: tables, and the series of two simulations. */
public final class TwoResultsPage {

    private final TwoResults two;

    private TwoResultsPage(TwoResults two) {
        this.two = two;
    }

    /** Returns the page. */
    public static String html(TwoResults two) {
        return new TwoResultsPage(two).page();
    }

    private String page() {
        String style = PageResources.text("simulation.css");
        String tables = header() + "<main id=\"main\">" + differences();
        TwoResults.Series series = two.series();
        if (series == null || series.titles().isEmpty()) {
            return PageFrame.page("A and B", style, tables + means() + "</main>" + footer());
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("slots", series.stretches().slots());
        data.put("each", series.stretches().each());
        data.put("seconds", series.slotSeconds());
        data.put("charts", series.charts());
        return new Page(
                        "A and B",
                        style,
                        tables + charts(series) + means() + "</main>" + footer(),
                        data,
                        List.of("charts", "simulation"))
                .single();
    }

    private String header() {
        return String.format(
                Locale.ROOT,
                """
                <header>
                <p class="eyebrow">Skybourse · two results</p>
                <h1>A and B</h1>
                <p class="lede">A: %s<br>B: %s</p>
                <section class="verdict"><strong>%s</strong>%s</section>
                </header>
                """,
                escape(two.first()),
                escape(two.second()),
                escape(two.verdict()),
                two.notes().stream().map(note -> "<p>" + escape(note) + "</p>").collect(Collectors.joining()));
    }

    private String differences() {
        return heading("totals", "Totals")
                + table("What differs most", "The largest difference first.", two.largest())
                + table("Other totals that differ", "", two.otherTotals());
    }

    private String means() {
        return heading("means", "Means")
                + table("Means that differ", "", two.differingMeans())
                + heading("same", "What is the same")
                + sentence("The same in both", two.same())
                + sentence("Measured in neither", two.unmeasured())
                + sentence("Files that are the same to the byte", two.equalFiles());
    }

    private static String charts(TwoResults.Series series) {
        StringBuilder figures = new StringBuilder();
        for (int i = 0; i < series.titles().size(); i++) {
            TwoResults.Heading chart = series.titles().get(i);
            figures.append(PageFrame.chart(chart.title(), chart.note(), "time", "time", " data-index=\"" + i + "\""));
        }
        long each = series.stretches().each();
        String point = each == 1 ? "Each point is a slot." : "Each point is the mean of " + each + " slots.";
        return heading("series", "Slot by slot") + "<p class=\"soft\">" + point
                + " Press a chart to move the line through all of them.</p>" + TimePlayer.html(series.stretches())
                + "<div class=\"pair\">" + figures + "</div>";
    }

    private static String heading(String id, String title) {
        return String.format(Locale.ROOT, "<h2 id=\"%s\">%s</h2>\n", id, title);
    }

    private static String sentence(String title, List<String> names) {
        return names.isEmpty() ? "" : "<p>" + title + ": " + escape(String.join(", ", names)) + ".</p>\n";
    }

    private static String table(String title, String note, List<Difference> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        String head = Stream.of("number", "unit", "A", "B", "B against A")
                .map(name -> "<th scope=\"col\">" + name + "</th>")
                .collect(Collectors.joining());
        return PageFrame.table(
                title, note, head, rows.stream().map(TwoResultsPage::row).collect(Collectors.joining()));
    }

    private static String row(Difference one) {
        return Stream.of(
                        one.name(),
                        one.unit(),
                        Difference.shown(one.first()),
                        Difference.shown(one.second()),
                        one.inWords())
                .map(cell -> "<td>" + escape(cell) + "</td>")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static String footer() {
        return "<footer><dl><dt>Made by</dt><dd><code>./skybourse compare</code></dd><dt>Charts</dt><dd>Apache ECharts 6.0.0,"
                + " Apache License 2.0, © The Apache Software Foundation</dd></dl></footer>\n";
    }
}
