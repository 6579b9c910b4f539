/**
 * HTML pages and charts, which no command reads. Start reading at {@link skybourse.app.report.ReportPage}, then
 * {@link skybourse.app.report.Columns}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.report;
