package skybourse.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Style sheets and scripts that go into pages. */
final class PageResources {

    private static final String LIBRARY = "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.min.js";

    private PageResources() {}

    /** Returns the chart library. */
    static String library() {
        return text(LIBRARY);
    }

    /** Returns a file that is packaged beside this class. */
    static String text(String name) {
        try (InputStream stream = PageResources.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Joins modules that stand beside this class, each a function whose result is what it exports; its imports and exports are lines. */
    static String script(List<String> modules) {
        return modules.stream()
                .map(module -> "const " + module + " = (function () {\n"
                        + text(module + ".js")
                                .replaceAll("(?m)^import (\\{.*}) from '\\./(\\w+)\\.js';$", "const $1 = $2;")
                                .replaceAll("(?m)^export (\\{.*};)$", "return $1")
                        + "})();\n")
                .collect(Collectors.joining("", "'use strict';\n", ""));
    }
}
