/**
 * Solvers: best responses, Newton, the loop solve, certify, move, solve again. Start reading at {@link
 * skybourse.tier1.equilibrium.SolveResult}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier1.equilibrium;
