package skybourse.app.report;

import static skybourse.app.report.Html.escape;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.files.codec.ResultJsonEncoder;

/**
 * HTML page whose script draws charts from data. Modules are joined to one classic script, and data is a script too, because browsers do not load
 * modules or data from {@code file:} addresses. The page loads nothing from the network.
 *
 * @param title title of the window
 * @param style name of a style sheet for this kind of page; empty for none
 * @param head head of the page
 * @param main content of the page
 * @param foot provenance, a list in which names and their texts alternate
 * @param data data of the charts, a record
 * @param modules names of scripts, each after the ones that it imports; empty for a page without charts
 */
public record ReportPage(
        String title,
        String style,
        PageBuilder head,
        PageBuilder main,
        List<String> foot,
        Record data,
        List<String> modules) {

    /** Names of the files that a page needs in its folder if it is not written as a single file. */
    public static final List<String> BESIDE = List.of("data.js", "echarts.js", "page.js");

    private static final List<String> EVERY = List.of("charts", "body");

    /** Data of a page without charts. */
    public record NoData() {}

    /** Data of charts, by the name of the chart. */
    public record Charts(Map<String, ChartData> charts) {}

    /** Object that is available to the scripts as {@code data}. */
    private record ScriptData(
            List<PageBlock> head,
            List<PageBlock> main,
            List<String> foot,
            @JsonUnwrapped Record data) {}

    /** Form in which a page is written. */
    public enum Form {
        NONE,
        /** A page that loads the files {@link ReportPage#BESIDE} from its folder. */
        FOLDER,
        SINGLE_FILE;

        /** Returns the form of a page, given the names of the files in its folder. */
        public static Form of(Set<String> files, String page) {
            return !files.contains(page) ? NONE : files.containsAll(BESIDE) ? FOLDER : SINGLE_FILE;
        }
    }

    /** Returns the page as one self-contained file. */
    public String single() {
        return text(scripts().values().stream().map(script -> "<script>" + script + "</script>"));
    }

    /**
     * Returns the contents of the files of a page in the given form, by file name; empty for {@code NONE}. The file of the page is called {@code
     * name}.
     */
    public Map<String, String> files(String name, Form form) {
        SequencedMap<String, String> files = new LinkedHashMap<>();
        if (form == Form.FOLDER) {
            files.putAll(scripts());
            files.put(name, text(BESIDE.stream().map(file -> "<script src=\"" + file + "\"></script>")));
        } else if (form == Form.SINGLE_FILE) {
            files.put(name, single());
        }
        return files;
    }

    private String text(Stream<String> scripts) {
        return String.format(
                Locale.ROOT,
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s – Skybourse</title>
                <style>%s%s</style>
                </head>
                <body>
                <a class="skip" href="#main">Skip to content</a>
                <noscript><p>This page needs JavaScript. The files in the same folder contain all its numbers.</p></noscript>
                %s
                </body>
                </html>
                """,
                escape(title),
                PageResources.text("page.css"),
                style.isEmpty() ? "" : PageResources.text(style),
                scripts.collect(Collectors.joining("\n")));
    }

    private SequencedMap<String, String> scripts() {
        SequencedMap<String, String> scripts = new LinkedHashMap<>();
        scripts.put("data.js", "const data = " + Html.script(ResultJsonEncoder.compact(script())) + ";\n");
        if (!modules.isEmpty()) {
            scripts.put("echarts.js", PageResources.library());
        }
        scripts.put(
                "page.js",
                PageResources.script(
                        Stream.concat(EVERY.stream(), modules.stream()).toList()));
        return scripts;
    }

    private ScriptData script() {
        List<String> feet = new ArrayList<>(foot);
        if (!modules.isEmpty()) {
            Collections.addAll(
                    feet, "Charts", "Apache ECharts 6.0.0, Apache License 2.0, © The Apache Software Foundation");
        }
        return new ScriptData(head.blocks(), main.blocks(), feet, data);
    }
}
