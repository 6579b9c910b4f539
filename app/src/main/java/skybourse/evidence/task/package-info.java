/**
 * Tasks that measure single rounds and auctions, and the list of all tasks. Start reading at
 * {@link skybourse.evidence.task.CellTasks}, then {@link skybourse.evidence.task.RoundTask}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.task;
