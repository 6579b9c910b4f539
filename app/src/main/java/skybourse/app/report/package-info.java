/**
 * Output that is never read back: pages, charts, and JSON and CSV by columns. Start reading at
 * {@link skybourse.app.report.Page}, then {@link skybourse.app.report.Columns}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.report;
