/**
 * What is only written: JSON, CSV, words, charts, pages. Start reading at {@link skybourse.app.report.RunPage}, then
 * {@link skybourse.app.report.Csv}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.report;
