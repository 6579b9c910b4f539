package skybourse.server.service;

import java.util.Collection;
import java.util.Locale;
import skybourse.base.numeric.LabelSyntax;
import skybourse.server.codec.ProblemBody;
import skybourse.venue.event.CommandReply;

/** Thrown to reply to a request with an error. The reply has a problem body of RFC 9457. It contains no secret. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int MOST_SHOWN = 200;
    private static final String MUST_BE = "must be ";

    private final transient HttpReply reply;

    /**
     * Creates a problem.
     *
     * @param status HTTP status
     * @param name kind of the problem, words joined by hyphens
     * @param field the invalid field; empty if the complete request is invalid
     * @param rule the rule that the field violates
     * @param value the value of the field, of which at most {@value #MOST_SHOWN} characters are shown; empty if it is confidential
     */
    public ProblemException(int status, String name, String field, String rule, String value) {
        this(status, name, field, rule, value, 1);
    }

    private ProblemException(int status, String name, String field, String rule, String value, int retrySeconds) {
        super(name, null, false, false);
        String shown = LabelSyntax.cut(value, MOST_SHOWN);
        HttpReply told = HttpReply.json(status, ProblemBody.of(status, name, field, rule, shown))
                .ofType("application/problem+json");
        reply = switch (status) {
            case 405 -> told.with("Allow", rule.substring(MUST_BE.length()).replace(" or ", ", "));
            case 401 -> told.with("WWW-Authenticate", "Bearer");
            case 429, 503 -> told.with("Retry-After", Integer.toString(retrySeconds));
            default -> told;
        };
    }

    public static ProblemException malformed(String field, String rule, Object value) {
        return new ProblemException(400, "malformed", field, rule, String.valueOf(value));
    }

    public static ProblemException invalid(String field, String rule, Object value) {
        return new ProblemException(422, "invalid", field, rule, String.valueOf(value));
    }

    public static ProblemException unknown(String field, String value) {
        return new ProblemException(404, "unknown", field, "is not in this market", value);
    }

    public static ProblemException tooLarge(int most) {
        return new ProblemException(413, "too-large", "body", "must be at most " + most + " bytes", "");
    }

    /** Returns the problem of an address with too many seats or new seats. The client may try again after {@code retrySeconds}. */
    public static ProblemException tooManySeats(String rule, int retrySeconds) {
        return new ProblemException(429, "quota", "address", rule, "", retrySeconds);
    }

    /** Returns the problem of a method that the route does not support. */
    public static ProblemException method(Collection<String> known, String method) {
        return new ProblemException(405, "method", "method", MUST_BE + String.join(" or ", known), method);
    }

    /** Returns the problem of a market that cannot accept the request, permanently or at present. */
    public static ProblemException busy(String rule) {
        return new ProblemException(503, "unavailable", "market", rule, "");
    }

    /**
     * Returns the problem of a failed argument check. The exception's message should consist of a name, a rule, a colon and a value. Any other message is
     * used as the rule.
     */
    public static ProblemException of(IllegalArgumentException wrong) {
        String message = String.valueOf(wrong.getMessage());
        int rule = message.indexOf(' ');
        int value = message.lastIndexOf(": ");
        return rule < 0 || value < rule
                ? invalid("body", message, "")
                : invalid(message.substring(0, rule), message.substring(rule + 1, value), message.substring(value + 2));
    }

    public static ProblemException of(CommandReply.Refused refused) {
        int status = switch (refused.kind()) {
            case STRANGER -> 401;
            case FORBIDDEN -> 403;
            case UNKNOWN -> 404;
            case TAKEN, STALE, FUNDS -> 409;
            case PAST -> 410;
            case LATER -> 503;
            case INVALID -> 422;
        };
        String name = refused.kind().name().toLowerCase(Locale.ROOT);
        return new ProblemException(status, name, refused.field(), refused.rule(), refused.value());
    }

    public HttpReply reply() {
        return reply;
    }
}
