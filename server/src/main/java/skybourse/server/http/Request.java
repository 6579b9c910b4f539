package skybourse.server.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import skybourse.files.text.Sha256;
import skybourse.server.service.ProblemException;
import skybourse.venue.event.MarketRules;

/**
 * HTTP request.
 *
 * @param method HTTP method in capitals
 * @param path segments of the path after {@code /v1/}
 * @param query parameters by name; if a parameter is repeated, its first value
 * @param authorization value of the header {@code Authorization}; empty if it is missing
 * @param contentType media type of the body in lower case, without parameters; empty if it is missing
 * @param from address of the client; for IPv6, its first 64 bits
 * @param body reads the body; throws {@link ProblemException} if it has more bytes than its argument
 * @param lastEventId header {@code Last-Event-ID} of a client that accepts server-sent events, which may be an empty text; empty for other clients
 */
record Request(
        String method,
        List<String> path,
        Map<String, String> query,
        String authorization,
        String contentType,
        String from,
        IntFunction<byte[]> body,
        Optional<String> lastEventId) {

    private static final String JSON = "application/json";
    private static final String OCTETS = "application/octet-stream";
    private static final String SCHEME = "Bearer ";
    private static final int LEAST_SECRET = 32;
    private static final int MOST_SECRET = 1_000;
    private static final long MOST_WAIT_SECONDS = 60;

    /** Creates a request of a client that does not accept server-sent events. */
    Request(
            String method,
            List<String> path,
            Map<String, String> query,
            String authorization,
            String contentType,
            String from,
            IntFunction<byte[]> body) {
        this(method, path, query, authorization, contentType, from, body, Optional.empty());
    }

    /** Returns the SHA-256 of the secret. Throws {@link ProblemException} if the header contains no secret of a valid length. */
    String secret() {
        boolean isBearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String secret = isBearer ? authorization.substring(SCHEME.length()).strip() : "";
        if (secret.length() < LEAST_SECRET || secret.length() > MOST_SECRET) {
            String rule = "must be Bearer and a secret of at least " + LEAST_SECRET + " characters";
            throw new ProblemException(401, "stranger", "Authorization", rule, "");
        }
        return Sha256.of(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    boolean hasSecret() {
        return !authorization.isEmpty();
    }

    /** Returns the bytes of a command's JSON body. */
    byte[] json() {
        requireType(List.of(JSON));
        return body.apply(RequestBody.MOST_BYTES);
    }

    /** Returns the body of a signed command. */
    byte[] jose() {
        return body.apply(2 * RequestBody.MOST_BYTES);
    }

    /** Returns the method and path in the form in which a signed command must name them. */
    String route() {
        return method + " /v1/" + String.join("/", path);
    }

    /** Returns whether the media type of the body is JSON. */
    boolean isJson() {
        return contentType.equals(JSON);
    }

    /** Returns the body of a result. */
    byte[] bytes() {
        requireType(List.of(OCTETS, "text/plain", JSON));
        return body.apply(Payload.MOST_BYTES);
    }

    /** Returns the body of an upload. */
    byte[] blob() {
        requireType(List.of(OCTETS));
        return body.apply(MarketRules.MOST_BLOB);
    }

    private void requireType(List<String> types) {
        if (!types.contains(contentType)) {
            throw new ProblemException(
                    415, "media-type", "Content-Type", "must be " + String.join(" or ", types), contentType);
        }
    }

    long whole(String name, long otherwise, long most) {
        return whole(name, query.getOrDefault(name, Long.toString(otherwise)), most);
    }

    /** Returns the number of the journal entry after which events are requested. The header {@code Last-Event-ID} overrides the parameter {@code after}. */
    long after() {
        String id = lastEventId.orElse("");
        return id.isEmpty() ? whole("after", 0, Long.MAX_VALUE) : whole("Last-Event-ID", id, Long.MAX_VALUE);
    }

    private static long whole(String name, String text, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // The statement after this block reports the error.
        }
        throw ProblemException.invalid(name, "must be a whole number in [0, " + most + "]", text);
    }

    double number(String name) {
        String text = query.getOrDefault(name, "missing");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw ProblemException.invalid(name, "must be a number", text);
        }
    }

    /** Returns the value of a Boolean parameter; false if the parameter is missing. */
    boolean flag(String name) {
        String text = query.getOrDefault(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw ProblemException.invalid(name, "must be true or false", text);
        }
        return text.equals("true");
    }

    long waitMillis() {
        return 1_000 * whole("wait", 0, MOST_WAIT_SECONDS);
    }

    /** Returns a segment of the path. */
    String part(int i) {
        return path.get(i);
    }
}
