/**
 * Text and files: what is read back, and files that are whole or not there. Start reading at {@link
 * skybourse.files.codec.ScenarioText}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files;
