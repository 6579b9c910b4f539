/**
 * The paper's figures and claims as sweeps, with their verdicts. Start reading at {@link skybourse.evidence.experiment.Experiment},
 * then {@link skybourse.evidence.experiment.GridExperiment}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.experiment;
