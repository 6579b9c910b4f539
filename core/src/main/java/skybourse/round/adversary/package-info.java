/**
 * Behaviours of malicious agents and defences against them, as data, and the agents that behave so. Start reading at
 * {@link skybourse.round.adversary.Adversary}, then {@link skybourse.round.adversary.AgentBehaviours}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.adversary;
