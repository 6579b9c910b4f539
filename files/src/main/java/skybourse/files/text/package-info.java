/**
 * Readers of text, tables, YAML, JSON and XML, whose errors name the place. Start reading at
 * {@link skybourse.files.text.InputText}, then {@link skybourse.files.text.TextTree}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files.text;
