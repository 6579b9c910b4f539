/**
 * What is only written: JSON and CSV by columns, words, charts, pages as data for scripts. Start reading at {@link
 * skybourse.app.report.RunPage}, then {@link skybourse.app.report.Columns}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.report;
