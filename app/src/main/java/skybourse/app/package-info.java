/**
 * Command line: commands, result folders, report pages and imports of traces. Start reading at
 * {@link skybourse.app.cli.Main}, then {@link skybourse.app.folders.RunFolder} and {@link skybourse.app.report.ReportPage}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app;
