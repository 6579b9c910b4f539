package skybourse.server.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import skybourse.server.codec.BodyText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Asks a market over HTTP, with one secret. Whatever was asked may be asked again: the same name is the same thing. */
public final class ExchangeClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI base;
    private final String secret;

    /**
     * Makes a client.
     *
     * @param base where the server is, such as {@code http://127.0.0.1:8080}
     * @param secret of the agent or the operator, 32 characters or more; empty for who only looks
     */
    public ExchangeClient(URI base, String secret) {
        this.base = base;
        this.secret = secret;
    }

    /**
     * What came back.
     *
     * @param status of HTTP
     * @param body bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Got(int status, byte[] body) {

        /** Returns the body as JSON; an empty object where it does not begin as one. */
        public JsonNode json() {
            return body.length > 0 && body[0] == '{' ? JSON.readTree(body) : JsonNodeFactory.instance.objectNode();
        }
    }

    /** Returns a name as a part of a path. */
    public static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Looks. */
    public Got get(String path) throws IOException {
        return send(request(path).GET());
    }

    /** Sends a body, a record. */
    public Got put(String path, Object body) throws IOException {
        return put(path, "application/json", BodyText.written(body).getBytes(StandardCharsets.UTF_8));
    }

    /** Hands bytes in. */
    public Got put(String path, String type, byte[] body) throws IOException {
        return send(request(path).header("Content-Type", type).PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve("/v1/" + path)).timeout(PATIENCE);
        return secret.isEmpty() ? request : request.header("Authorization", "Bearer " + secret);
    }

    private Got send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> got = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Got(got.statusCode(), got.body());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
