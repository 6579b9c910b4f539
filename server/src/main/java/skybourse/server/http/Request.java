package skybourse.server.http;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import skybourse.files.text.Sha256;
import skybourse.server.service.Problem;
import skybourse.venue.event.MarketRules;

/**
 * What is asked over HTTP.
 *
 * @param method in capitals
 * @param path behind {@code /v1/}, part by part
 * @param query by name; the first value where there are several
 * @param authorization header; empty for none
 * @param contentType header, without parameters, in small letters; empty for none
 * @param from whose address it came from; of IPv6 the network of its first 64 bits
 * @param body reads it; more bytes than are given are refused
 */
record Request(
        String method,
        List<String> path,
        Map<String, String> query,
        String authorization,
        String contentType,
        String from,
        IntFunction<byte[]> body) {

    private static final String JSON = "application/json";
    private static final String OCTETS = "application/octet-stream";
    private static final String SCHEME = "Bearer ";
    private static final int LEAST_SECRET = 32;
    private static final int MOST_SECRET = 1_000;
    private static final long MOST_WAIT_SECONDS = 60;

    /** Returns the SHA-256 of the secret that it came with. */
    String secret() {
        boolean isBearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String secret = isBearer ? authorization.substring(SCHEME.length()).strip() : "";
        if (secret.length() < LEAST_SECRET || secret.length() > MOST_SECRET) {
            String rule = "must be Bearer and a secret of at least " + LEAST_SECRET + " characters";
            throw new Problem(401, "stranger", "Authorization", rule, "");
        }
        return Sha256.of(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    boolean hasSecret() {
        return !authorization.isEmpty();
    }

    /** Returns the body of a command as JSON. */
    byte[] json() {
        requireType(List.of(JSON));
        return body.apply(RequestBody.MOST_BYTES);
    }

    /** Returns the body of a signed command. */
    byte[] jose() {
        return body.apply(2 * RequestBody.MOST_BYTES);
    }

    /** Returns method and path, as a signed command must name them. */
    String route() {
        return method + " /v1/" + String.join("/", path);
    }

    /** Tells whether its body says that it is JSON. */
    boolean isJson() {
        return contentType.equals(JSON);
    }

    /** Returns a result. */
    byte[] bytes() {
        requireType(List.of(OCTETS, "text/plain", JSON));
        return body.apply(Payload.MOST_BYTES);
    }

    /** Returns a payload or a result that is brought on its own. */
    byte[] blob() {
        requireType(List.of(OCTETS));
        return body.apply(MarketRules.MOST_BLOB);
    }

    private void requireType(List<String> types) {
        if (!types.contains(contentType)) {
            throw new Problem(415, "media-type", "Content-Type", "must be " + String.join(" or ", types), contentType);
        }
    }

    long whole(String name, long otherwise, long most) {
        String text = query.getOrDefault(name, Long.toString(otherwise));
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw Problem.invalid(name, "must be a whole number in [0, " + most + "]", text);
    }

    double number(String name) {
        String text = query.getOrDefault(name, "missing");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw Problem.invalid(name, "must be a number", text);
        }
    }

    /** Returns what is asked for by a word; false where it is left out. */
    boolean truth(String name) {
        String text = query.getOrDefault(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw Problem.invalid(name, "must be true or false", text);
        }
        return text.equals("true");
    }

    long waitMillis() {
        return 1_000 * whole("wait", 0, MOST_WAIT_SECONDS);
    }

    /** Returns a part of its path. */
    String part(int i) {
        return path.get(i);
    }
}
