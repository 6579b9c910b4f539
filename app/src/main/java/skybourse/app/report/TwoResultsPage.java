package skybourse.app.report;

import static skybourse.app.report.Html.escape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Two results beside each other as one page, which loads nothing from anywhere: tables, and the series of two simulations. */
public final class TwoResultsPage {

    private static final String FIRST =
            "Deadlines: tasks in time. Welfare: what all gain together. Eps: the largest gain that anyone still has by another choice,"
                    + " proved; real: so much of it is money. Prices are those of leaders that differ most.";

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
        String foot = means() + "</main>" + PageFrame.footer("Made by", PageFrame.code("./skybourse compare"));
        TwoResults.Series series = two.series();
        if (series == null || series.charts().isEmpty()) {
            return PageFrame.page("A and B", style, header() + "<main id=\"main\">" + differences() + foot);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("slots", series.stretches().slots());
        data.put("each", series.stretches().each());
        data.put("seconds", series.slotSeconds());
        data.put("charts", series.charts().stream().map(TwoResults.Line::tree).toList());
        String body = header() + "<main id=\"main\">" + charts(series) + differences() + foot;
        return new Page("A and B", style, body, data, List.of("charts", "simulation")).single();
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
                + folded("Other totals that differ", two.otherTotals());
    }

    private String means() {
        return folded("Means that differ", two.differingMeans())
                + heading("same", "What is the same")
                + sentence("The same in both", two.same())
                + sentence("Measured in neither", two.unmeasured())
                + sentence("Files that are the same to the byte", two.equalFiles());
    }

    private static String folded(String title, List<Difference> rows) {
        return rows.isEmpty() ? "" : PageFrame.folded(title, table(title, "", rows));
    }

    private String charts(TwoResults.Series series) {
        List<String> first = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < series.charts().size(); i++) {
            TwoResults.Line chart = series.charts().get(i);
            (chart.isFirst() ? first : rest)
                    .add(PageFrame.chart(chart.title(), chart.note(), "time", "time", " data-index=\"" + i + "\""));
        }
        long each = series.stretches().each();
        String point = each == 1 ? "Each point is a slot." : "Each point is the mean of " + each + " slots.";
        return heading("series", "Deadlines, prices, money, proof") + "<p class=\"soft\">" + point
                + " Press a chart to move the line through all of them.</p>" + TimePlayer.html(series.stretches())
                + table("In the mean of a slot", FIRST, two.foremost())
                + PageFrame.pair(first)
                + PageFrame.folded(Numbers.count(rest.size(), "more chart"), PageFrame.pair(rest));
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
        List<List<String>> cells = rows.stream()
                .map(one -> List.of(
                        one.name(),
                        one.unit(),
                        Difference.shown(one.first()),
                        Difference.shown(one.second()),
                        one.inWords()))
                .toList();
        return Tables.texts(title, note, "", List.of("number", "unit", "A", "B", "B against A"), cells);
    }
}
