/**
 * Agents with their computers, radios and rotors, their tasks and positions, and the rules of a market. Start reading at
 * {@link skybourse.base.agent.WirelessAgent}, then {@link skybourse.base.agent.Rules}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.base.agent;
