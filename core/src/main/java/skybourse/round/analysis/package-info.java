/**
 * Analysis of one round: plan, solution, profit curves, audit and comparison of rules. Start reading at
 * {@link skybourse.round.analysis.StudyPlan}, then {@link skybourse.round.analysis.RoundStudy}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.analysis;
