/** Sweeps over many rounds, and the tasks that their cells run. Start reading at {@link skybourse.evidence.sweep.Sweep}. */
@org.jspecify.annotations.NullMarked
package skybourse.evidence;
