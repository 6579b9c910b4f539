/**
 * Model of a market: agents, tasks, channels, random numbers and numeric tools. Start reading at
 * {@link skybourse.base.scenario.Scenario}, then {@link skybourse.base.agent.WirelessAgent}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.base;
