/**
 * Scenarios, their channel models, and a sampler of scenarios. Start reading at {@link skybourse.base.scenario.Scenario},
 * then {@link skybourse.base.scenario.ScenarioSampler}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.base.scenario;
