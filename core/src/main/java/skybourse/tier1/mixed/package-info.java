/**
 * Games restricted to a few candidate prices per leader, and their mixed equilibria. Start reading at
 * {@link skybourse.tier1.mixed.FiniteGameSolver}, then {@link skybourse.tier1.mixed.RestrictedGame}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier1.mixed;
