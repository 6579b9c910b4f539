/**
 * Reproduction of the paper: experiments, verdicts on its claims, their pages and the command {@code reproduce}. Start
 * reading at {@link skybourse.paper.study.Reproduction}, then {@link skybourse.paper.experiment.Experiment}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.paper;
