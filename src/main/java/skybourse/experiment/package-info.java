/**
 * Experiments: a grid of settings times seeds, run cell by cell on any engine, tables with intervals, and what they say of
 * the paper's claims. May import every core room. Start reading at {@link skybourse.experiment.Sweep}, then {@link
 * skybourse.experiment.Experiment}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.experiment;
