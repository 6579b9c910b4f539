/**
 * Rounds of both tiers, their settlement, and markets over time. Start reading at
 * {@link skybourse.round.market.PriceEvaluation}, then {@link skybourse.round.simulation.Simulation}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round;
