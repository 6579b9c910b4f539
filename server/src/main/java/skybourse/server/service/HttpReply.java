package skybourse.server.service;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import skybourse.server.codec.BodyJsonEncoder;

/**
 * HTTP response.
 *
 * @param status HTTP status
 * @param type media type of the body
 * @param body bytes of the body
 * @param headers additional headers
 */
public record HttpReply(int status, String type, byte[] body, Map<String, String> headers) {

    public static HttpReply json(int status, Record body) {
        return new HttpReply(
                status, "application/json", BodyJsonEncoder.write(body).getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static HttpReply text(String type, String text) {
        return new HttpReply(200, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static HttpReply bytes(byte[] body) {
        return new HttpReply(200, "application/octet-stream", body, Map.of());
    }

    HttpReply ofType(String other) {
        return new HttpReply(status, other, body, headers);
    }

    HttpReply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new HttpReply(status, type, body, more);
    }
}
