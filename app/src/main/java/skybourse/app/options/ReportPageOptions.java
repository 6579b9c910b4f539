package skybourse.app.options;

import picocli.CommandLine.Option;
import skybourse.app.report.ReportPage;

/** Option for the form of a report page. */
public final class ReportPageOptions {

    @Option(
            names = "--single-file",
            description =
                    "Writes one self-contained HTML file. Default: the page loads data.js, page.js and echarts.js from its folder.")
    private boolean isSingle;

    /** Returns the chosen form. The default is a page that loads files of its folder. */
    public ReportPage.Form form() {
        return isSingle ? ReportPage.Form.SINGLE_FILE : ReportPage.Form.FOLDER;
    }
}
