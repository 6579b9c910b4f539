package skybourse.app.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.files.codec.JsonText;

/**
 * A page with charts. Modules are joined to one classic script and data is a script too, because a browser loads neither modules nor
 * data from {@code file:}.
 *
 * @param title of the window
 * @param style of this page alone
 * @param body its texts: markup with a {@code main}
 * @param data what its script draws
 * @param modules names of scripts, each after those that it imports from
 */
public record Page(String title, String style, String body, Map<String, ?> data, List<String> modules) {

    /** What lies beside a page that is not a single file. */
    public static final List<String> BESIDE = List.of("data.js", "echarts.js", "page.js");

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
        return PageFrame.page(
                title,
                style,
                body
                        + "<noscript><p>Charts need JavaScript; the files have every number without.</p></noscript>\n"
                        + scripts.collect(Collectors.joining("\n", "", "\n")));
    }

    private SequencedMap<String, String> scripts() {
        SequencedMap<String, String> scripts = new LinkedHashMap<>();
        scripts.put("data.js", "const data = " + Html.script(JsonText.compact(data)) + ";\n");
        scripts.put("echarts.js", PageResources.library());
        scripts.put("page.js", PageResources.script(modules));
        return scripts;
    }
}
