/**
 * Output that is never read back: JSON and CSV by columns, wording, charts, and the data of pages. Start reading at
 * {@link skybourse.app.report.round.RunPage}, then {@link skybourse.app.report.Columns}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.report;
