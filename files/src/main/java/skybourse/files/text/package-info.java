/**
 * Readers of text, tables, YAML, JSON and XML, with file and line in their errors. Start reading at
 * {@link skybourse.files.text.Utf8InputDecoder}, then {@link skybourse.files.text.YamlOrJsonReader}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.files.text;
