/**
 * Settings of a market over time, the measured values of its slots, and bounds that follow from settings alone. Start
 * reading at {@link skybourse.round.dynamics.SimulationSetup}, then {@link skybourse.round.dynamics.Dynamics}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.dynamics;
