/**
 * Rules, solvers and random markets by the settings of a cell, and attainable gains from trade, shared by all tasks.
 * Start reading at {@link skybourse.evidence.choice.RuleResolver}, then {@link skybourse.evidence.choice.SolverResolver} and
 * {@link skybourse.evidence.choice.RandomMarkets}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.choice;
