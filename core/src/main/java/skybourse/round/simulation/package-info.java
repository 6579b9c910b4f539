/**
 * A market over time: slots, queues, messages, batteries and the state that carries over. Start reading at
 * {@link skybourse.round.simulation.Simulation}, then {@link skybourse.round.dynamics.Dynamics}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.simulation;
