/**
 * Report of a round: text, tables and a page. Start reading at {@link skybourse.app.report.round.RunPage}, then
 * {@link skybourse.app.report.round.RunSummary}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.app.report.round;
