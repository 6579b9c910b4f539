/**
 * Tier 1: the Stackelberg pricing game, its solvers and its certificate. Start reading at {@link skybourse.tier1.game.PricingGame},
 * then {@link skybourse.tier1.equilibrium.SolveResult}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier1;
