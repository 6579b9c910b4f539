package skybourse.server.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import skybourse.server.codec.BodyJsonEncoder;

/**
 * HTTP response.
 *
 * @param status HTTP status
 * @param type media type of the body
 * @param body bytes of the body; none if it is a stream
 * @param headers additional headers
 * @param stream writes the body while it is sent; empty if the body is known
 */
public record HttpReply(
        int status, String type, byte[] body, Map<String, String> headers, Optional<BodyStream> stream) {

    /** Body whose length is not known when the response begins. */
    @FunctionalInterface
    public interface BodyStream {

        /** Writes the body. The response ends when this method returns. */
        void write(OutputStream out) throws IOException;
    }

    public HttpReply(int status, String type, byte[] body, Map<String, String> headers) {
        this(status, type, body, headers, Optional.empty());
    }

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

    /** Returns a response of server-sent events. */
    public static HttpReply events(BodyStream stream) {
        return new HttpReply(200, "text/event-stream", new byte[0], Map.of(), Optional.of(stream));
    }

    /** Returns this response with another stream. */
    public HttpReply with(BodyStream other) {
        return new HttpReply(status, type, body, headers, Optional.of(other));
    }

    HttpReply ofType(String other) {
        return new HttpReply(status, other, body, headers, stream);
    }

    public HttpReply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new HttpReply(status, type, body, more, stream);
    }
}
