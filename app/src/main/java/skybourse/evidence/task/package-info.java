/** Tasks that the cells of a sweep run. Start reading at {@link skybourse.evidence.task.CellTasks}. */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.task;
