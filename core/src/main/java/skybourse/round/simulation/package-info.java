/**
 * Simulation of a market over time: prices, sales, delays and invariants of each slot. Start reading at
 * {@link skybourse.round.simulation.Simulation}, then {@link skybourse.round.simulation.SlotDecisionPhase}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.simulation;
