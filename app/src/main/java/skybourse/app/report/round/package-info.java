/** A round as text, tables and a page. Start reading at {@link skybourse.app.report.round.RunPage}. */
@org.jspecify.annotations.NullMarked
package skybourse.app.report.round;
