/**
 * Text to records and back; the only room that parses. Start reading at {@link skybourse.codec.ScenarioText}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.codec;
