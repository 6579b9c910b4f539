/**
 * Settings of a market over time, and the measured values of its slots. Start reading at
 * {@link skybourse.round.dynamics.Setup}, then {@link skybourse.round.dynamics.Dynamics}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.dynamics;
