/**
 * Judge of an inference market: checks answers and rules on disputes. Start reading at {@link skybourse.server.judging.Judge}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.judging;
