package skybourse.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Style sheets and scripts of pages. */
final class PageResources {

    private static final String LIBRARY = "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.min.js";

    private PageResources() {}

    /** Returns the chart library. */
    static String library() {
        return text(LIBRARY);
    }

    /** Returns the text of a resource in the package of this class. */
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

    /** Joins modules in the package of this class to one script. Each becomes a function that returns its exports. Imports and exports must be single lines. */
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
