/** Sweeps over many rounds, and the tasks of their cells. Start reading at {@link skybourse.evidence.sweep.Sweep}. */
@org.jspecify.annotations.NullMarked
package skybourse.evidence;
