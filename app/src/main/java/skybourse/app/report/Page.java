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
import skybourse.files.codec.JsonText;

/**
 * A page that its script draws from data. Modules are joined to one classic script and data is a script too, because a browser loads
 * neither modules nor data from {@code file:}. It loads nothing from anywhere else.
 *
 * @param title of the window
 * @param style the name of a style sheet for this kind of page; empty for none
 * @param head what stands above
 * @param main what it says
 * @param foot names and what is said of each, in turn: how it was made
 * @param data what its charts draw, a record
 * @param modules names of scripts, each after those that it imports from; none for a page without charts
 */
public record Page(
        String title,
        String style,
        PageBody head,
        PageBody main,
        List<String> foot,
        Record data,
        List<String> modules) {

    /** What lies beside a page that is not a single file. */
    public static final List<String> BESIDE = List.of("data.js", "echarts.js", "page.js");

    private static final List<String> EVERY = List.of("charts", "body");

    /** Data of a page without charts. */
    public record NoData() {}

    /** Data of charts by name. */
    public record Charts(Map<String, Chart> charts) {}

    /** What the scripts read as {@code data}. */
    private record ScriptData(
            List<Block> head,
            List<Block> main,
            List<String> foot,
            @JsonUnwrapped Record data) {}

    /** How a page is written. */
    public enum Form {
        NONE,
        /** With {@link Page#BESIDE}. */
        FOLDER,
        SINGLE_FILE;

        /** Returns how the page of a folder with these files was written. */
        public static Form of(Set<String> files, String page) {
            return !files.contains(page) ? NONE : files.containsAll(BESIDE) ? FOLDER : SINGLE_FILE;
        }
    }

    /** Returns one file that needs nothing else. */
    public String single() {
        return text(scripts().values().stream().map(script -> "<script>" + script + "</script>"));
    }

    /** Returns the content of each file of a form. */
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
        scripts.put("data.js", "const data = " + Html.script(JsonText.compact(script())) + ";\n");
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
