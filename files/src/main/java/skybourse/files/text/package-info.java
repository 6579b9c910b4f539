/**
 * Readers of text, tables, YAML, JSON and XML, with file and line in their errors. Start reading at
 * {@link skybourse.files.text.InputText}, then {@link skybourse.files.text.TextTree}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files.text;
