/**
 * A market over time, slot by slot: prices, sales, delays and invariants. Start reading at
 * {@link skybourse.round.simulation.Simulation}, then {@link skybourse.round.simulation.SlotDecisionPhase}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.simulation;
