/**
 * Analysis of one round: plan, solution, profit curves, audit and comparison of rules. Start reading at
 * {@link skybourse.round.analysis.RoundAnalysisPlan}, then {@link skybourse.round.analysis.RoundAnalysis}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.analysis;
