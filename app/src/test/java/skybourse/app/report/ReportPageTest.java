package skybourse.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportPageTest {

    private static final ReportPage PAGE = new ReportPage(
            "a page",
            "",
            new PageBuilder(),
            new PageBuilder().text("", "</script>"),
            List.of(),
            new ReportPage.NoData(),
            List.of("lines", "index"));

    @Test
    void modulesBecomeScriptsInOrderOfImports() {
        String script = PageResources.script(List.of("charts", "lines", "index"));
        assertThat(script)
                .startsWith("'use strict';\nconst charts = (function () {\n")
                .containsSubsequence(
                        "return {css,",
                        "const lines = (function () {",
                        "const {css, text, short, below,",
                        "return {drawing};\n})();\nconst index = (function () {",
                        "const {drawing} = lines;")
                .doesNotContainPattern("(?m)^(import|export)\\b");
    }

    @Test
    void folderHasSameScriptsAsSingleFile() {
        Map<String, String> files = PAGE.files("index.html", ReportPage.Form.FOLDER);
        assertThat(files).containsOnlyKeys("index.html", "data.js", "echarts.js", "page.js");
        assertThat(files.get("data.js"))
                .isEqualTo(
                        "const data = {\"head\":[],\"main\":[{\"block\":\"text\",\"kind\":\"\",\"pieces\":[\"\\u003c/script>\"]}],\"foot\":[\"Charts\",\"Apache ECharts 6.0.0, Apache License 2.0, © The Apache Software Foundation\"]};\n");
        String single = PAGE.files("index.html", ReportPage.Form.SINGLE_FILE).get("index.html");
        ReportPage.BESIDE.forEach(name -> {
            assertThat(single).contains("<script>" + files.get(name) + "</script>");
            assertThat(files.get("index.html")).contains("<script src=\"" + name + "\"></script>");
        });
        assertThat(PAGE.files("index.html", ReportPage.Form.NONE)).isEmpty();
        assertThat(ReportPage.Form.of(files.keySet(), "index.html")).isEqualTo(ReportPage.Form.FOLDER);
    }
}
