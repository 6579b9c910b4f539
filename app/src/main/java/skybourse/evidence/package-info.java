/**
 * Sweeps over many rounds, experiments and verdicts. Start reading at {@link skybourse.evidence.sweep.Sweep}, then
 * {@link skybourse.evidence.experiment.Experiment}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.evidence;
