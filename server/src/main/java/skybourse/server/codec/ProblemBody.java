package skybourse.server.codec;

import skybourse.files.codec.Described;

/** An error (RFC 9457). */
public record ProblemBody(
        @Described("Kind of the error, as a relative URI.") String type,
        @Described("Kind of the error, in words.") String title,
        @Described("Status of HTTP.") int status,
        @Described("Field, rule and value in one sentence.") String detail,
        @Described("What is wrong; empty for the request.") String field,
        @Described("What it must be.") String rule,
        @Described("What it is; empty if that is not told.") String value) {

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
