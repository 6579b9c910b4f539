/**
 * Experiments: the paper's figures and claims as sweeps, with their verdicts. Start reading at
 * {@link skybourse.paper.experiment.Experiment}, then {@link skybourse.paper.experiment.SqlExperiment}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.paper.experiment;
