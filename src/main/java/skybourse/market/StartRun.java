package skybourse.market;

import skybourse.equilibrium.SolveResult;

/**
 * Where the solver ended from one start, as evidence for or against a second equilibrium.
 *
 * @param start what it started from, such as {@code zero}, {@code caps} or {@code random 3}
 * @param result where it ended
 */
public record StartRun(String start, SolveResult result) {}
