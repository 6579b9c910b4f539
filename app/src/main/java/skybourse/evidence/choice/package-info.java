/**
 * Rules, solvers and random markets by the settings of a cell, and attainable gains from trade, shared by all tasks.
 * Start reading at {@link skybourse.evidence.choice.RuleChoice}, then {@link skybourse.evidence.choice.Solvers} and
 * {@link skybourse.evidence.choice.RandomMarkets}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.choice;
