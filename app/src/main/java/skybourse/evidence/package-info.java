/**
 * Sweeps over many rounds, and the tasks of their cells. Start reading at {@link skybourse.evidence.sweep.Sweep}, then
 * {@link skybourse.evidence.task.CellTasks}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.evidence;
