/**
 * The paper's figures and claims as sweeps, and what they say. Start reading at {@link
 * skybourse.evidence.experiment.Experiment}, then {@link skybourse.evidence.experiment.GridExperiment}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.experiment;
