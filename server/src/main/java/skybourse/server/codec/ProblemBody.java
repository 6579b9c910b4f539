package skybourse.server.codec;

import skybourse.files.text.FieldDescription;

/** Description of an error (RFC 9457). */
public record ProblemBody(
        @FieldDescription("Kind of the error, as a relative URI.")
        String type,

        @FieldDescription("Kind of the error, in words.") String title,
        @FieldDescription("HTTP status code.") int status,

        @FieldDescription("Field, rule and value in one sentence.")
        String detail,

        @FieldDescription("Invalid field; empty for the whole request.")
        String field,

        @FieldDescription("Rule for the field.") String rule,

        @FieldDescription("Rejected value; empty if it is not disclosed.")
        String value) {

    /**
     * Returns the body of an error.
     *
     * @param name kind of the error, in words with hyphens
     */
    public static ProblemBody of(int status, String name, String field, String rule, String value) {
        String detail = field + " " + rule + (value.isEmpty() ? "" : ": " + value);
        return new ProblemBody("/problems/" + name, name.replace('-', ' '), status, detail.strip(), field, rule, value);
    }
}
