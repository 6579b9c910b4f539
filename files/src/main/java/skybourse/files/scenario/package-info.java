/**
 * Scenario files: reading, checks against the schema, and writing. Start reading at
 * {@link skybourse.files.scenario.ScenarioText}, then {@link skybourse.files.scenario.OverTimeText}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files.scenario;
