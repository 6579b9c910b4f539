/**
 * Prices: the Stackelberg game, its solvers and the proof. Start reading at {@link skybourse.tier1.game.PricingGame},
 * then {@link skybourse.tier1.equilibrium.SolveResult}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier1;
