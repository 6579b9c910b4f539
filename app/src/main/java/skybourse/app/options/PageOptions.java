package skybourse.app.options;

import picocli.CommandLine.Option;
import skybourse.app.report.Page;

/** How the page of a folder is written. */
public final class PageOptions {

    @Option(
            names = "--single-file",
            description =
                    "Writes one self-contained HTML file. Default: the page loads data.js, page.js and echarts.js from its folder.")
    private boolean isSingle;

    /** Returns the form that was asked for. */
    public Page.Form form() {
        return isSingle ? Page.Form.SINGLE_FILE : Page.Form.FOLDER;
    }
}
