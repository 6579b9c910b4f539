package skybourse.app.options;

import picocli.CommandLine.Option;
import skybourse.app.report.Page;

/** Option for the form of a report page. */
public final class PageOptions {

    @Option(
            names = "--single-file",
            description =
                    "Writes one self-contained HTML file. Default: the page loads data.js, page.js and echarts.js from its folder.")
    private boolean isSingle;

    /** Returns the chosen form. The default is a page that loads files of its folder. */
    public Page.Form form() {
        return isSingle ? Page.Form.SINGLE_FILE : Page.Form.FOLDER;
    }
}
