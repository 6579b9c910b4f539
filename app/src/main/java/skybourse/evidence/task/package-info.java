/** Tasks that measure single rounds and auctions, and the list of all tasks. Start reading at {@link skybourse.evidence.task.CellTasks}. */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.task;
