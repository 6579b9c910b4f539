package skybourse.server.service;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import skybourse.server.codec.BodyText;

/**
 * HTTP response.
 *
 * @param status HTTP status
 * @param type media type of the body
 * @param body bytes of the body
 * @param headers additional headers
 */
public record Reply(int status, String type, byte[] body, Map<String, String> headers) {

    public static Reply json(int status, Record body) {
        return new Reply(status, "application/json", BodyText.written(body).getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Reply text(String type, String text) {
        return new Reply(200, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Reply bytes(byte[] body) {
        return new Reply(200, "application/octet-stream", body, Map.of());
    }

    Reply ofType(String other) {
        return new Reply(status, other, body, headers);
    }

    Reply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, type, body, more);
    }
}
