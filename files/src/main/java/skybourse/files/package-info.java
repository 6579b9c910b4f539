/**
 * Text formats, and atomic and durable files. Start reading at {@link skybourse.files.scenario.ScenarioText}, then
 * {@link skybourse.files.codec.ModelFile} and {@link skybourse.files.log.AppendLog}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files;
