/**
 * Solvers of tier 1 and the loop solve, certify, move, solve again. May import {@code certificate}, {@code game},
 * {@code numeric} and {@code random}. Start reading at {@link skybourse.equilibrium.SolveResult}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.equilibrium;
