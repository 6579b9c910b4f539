/**
 * Agents, tasks, positions, channel and energy models, and a sampler of scenarios. Start reading at
 * {@link skybourse.base.scenario.Scenario}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.base.scenario;
