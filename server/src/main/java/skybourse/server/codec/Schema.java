package skybourse.server.codec;

/** Rules that several components share. */
final class Schema {

    static final String DIGEST = "pattern: '^[0-9a-f]{64}$'";
    static final String KIND = "enum: [wireless, mobile, fixed, aerial]";
    static final String NOT_NEGATIVE = "minimum: 0";
    static final String REASON = "minLength: 1, maxLength: 1000";
    static final String SHARE = "minimum: 0, maximum: 1";

    private Schema() {}
}
