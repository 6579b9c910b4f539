/**
 * Text formats, and atomic and durable files. Start reading at {@link skybourse.files.scenario.ScenarioText}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files;
