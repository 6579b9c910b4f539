/**
 * Entry point of the library, a two-tier market for agentic AI tasks. Start reading at {@link skybourse.Skybourse},
 * then {@link skybourse.round.market.TwoTierRound} and {@link skybourse.round.simulation.Simulation}.
 */
@org.jspecify.annotations.NullMarked
package skybourse;
