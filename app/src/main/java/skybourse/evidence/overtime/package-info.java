/** Tasks that measure markets over time. Start reading at {@link skybourse.evidence.overtime.OverTimeTask}. */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.overtime;
