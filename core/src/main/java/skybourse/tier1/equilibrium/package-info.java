/**
 * Solvers: best-response iteration, Newton's method, and the loop that solves, certifies, repairs and solves again.
 * Start reading at {@link skybourse.tier1.equilibrium.SolveResult}, then
 * {@link skybourse.tier1.equilibrium.CertifiedSolver}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier1.equilibrium;
