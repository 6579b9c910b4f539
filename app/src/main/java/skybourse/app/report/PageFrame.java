package skybourse.app.report;

import static skybourse.app.report.Html.escape;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What all pages share: style, charts, boxes for charts and tables. A page loads nothing from anywhere. */
final class PageFrame {

    private PageFrame() {}

    /** Returns a page; {@code body} is markup with a {@code main}. {@link Page} is one with charts. */
    static String page(String title, String style, String body) {
        return String.format(Locale.ROOT, """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s – Skybourse</title>
                <style>%s%s</style>
                </head>
                <body>
                <a class="skip" href="#main">To the content</a>
                %s</body>
                </html>
                """, escape(title), PageResources.text("page.css"), style, body);
    }

    /**
     * Returns the box of a chart with its caption.
     *
     * @param chart what the script knows it by
     * @param kind a class of the style sheet, or none
     * @param attributes more of the box, each with a space before it
     */
    static String chart(String title, String note, String chart, String kind, String attributes) {
        String id = "chart-" + slug(chart + attributes.replaceAll("style=.*", ""));
        return String.format(Locale.ROOT, """
                <figure><figcaption id="%1$s"><h3>%2$s</h3><p>%3$s</p></figcaption>\
                <div class="chart %4$s" data-chart="%5$s"%6$s role="application" aria-roledescription="chart" aria-labelledby="%1$s" aria-description="Arrow keys step through the values."></div></figure>
                """, id, escape(title), escape(note), kind, escape(chart), attributes);
    }

    /** Returns a table of a class of the style sheet that scrolls in its own box; {@code head} and {@code rows} are markup. */
    static String table(String caption, String note, String kind, String head, String rows) {
        return String.format(
                Locale.ROOT,
                """
                <figure class="table"><figcaption id="%1$s"><h3>%2$s</h3><p>%3$s</p></figcaption>\
                <div class="scroll" tabindex="0" role="region" aria-labelledby="%1$s"><table%4$s aria-labelledby="%1$s"><thead><tr>%5$s</tr></thead><tbody>
                %6$s</tbody></table></div></figure>
                """,
                "table-" + slug(caption),
                escape(caption),
                escape(note),
                kind.isEmpty() ? "" : " class=\"" + kind + "\"",
                head,
                rows);
    }

    /** Returns links to files beside the page as a line of text; none for no file. */
    static String files(List<String> names) {
        return names.isEmpty()
                ? ""
                : "<p class=\"data\">Numbers: "
                        + names.stream().map(PageFrame::link).collect(Collectors.joining(", ")) + "</p>\n";
    }

    /** Returns the first line of a scenario's description, which stands above all figures: what it shows, its units. */
    static String about(String description) {
        return escape(description.lines().findFirst().orElse(""));
    }

    /** Returns the further lines of a description, folded; nothing where there is one. */
    static String origins(String description) {
        String lines = description
                .lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> "<li>" + escape(line) + "</li>")
                .collect(Collectors.joining());
        return lines.isEmpty()
                ? ""
                : "<details><summary>More about this scenario: what is measured, assumed, derived, and owed to whom</summary>"
                        + "<ul class=\"findings\">" + lines + "</ul></details>\n";
    }

    private static String link(String name) {
        return String.format(Locale.ROOT, "<a href=\"%1$s\">%1$s</a>", escape(name));
    }

    /** Returns the foot of a page: names, each with its markup behind it, and whose charts these are. */
    static String footer(String... parts) {
        StringBuilder text = new StringBuilder("<footer>\n<dl>\n");
        for (int i = 0; i < parts.length; i += 2) {
            text.append("<dt>" + parts[i] + "</dt><dd>" + parts[i + 1] + "</dd>\n");
        }
        return text.append(
                        "<dt>Charts</dt><dd>Apache ECharts 6.0.0, Apache License 2.0, © The Apache Software Foundation</dd>\n")
                .append("</dl>\n</footer>\n")
                .toString();
    }

    /** Returns markup under a line that opens it. */
    static String folded(String summary, String markup) {
        return "<details><summary>" + escape(summary) + "</summary>" + markup + "</details>\n";
    }

    /** Returns figures beside each other. */
    static String pair(List<String> figures) {
        return "<div class=\"pair\">" + String.join("", figures) + "</div>";
    }

    /** Returns a text as code. */
    static String code(String text) {
        return "<code>" + escape(text) + "</code>";
    }

    /** Returns a text as an id. */
    static String slug(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
    }

    /** Returns links to the headings of a page by their ids. */
    static String contents(Map<String, String> headings) {
        return headings.entrySet().stream()
                .map(heading -> String.format(
                        Locale.ROOT,
                        "<li><a href=\"#%s\">%s</a></li>",
                        escape(heading.getKey()),
                        escape(heading.getValue())))
                .collect(Collectors.joining("", "<nav aria-label=\"Contents\"><ul>", "</ul></nav>\n"));
    }
}
