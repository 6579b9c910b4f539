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
import skybourse.server.codec.BodyJsonEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** HTTP client of an exchange that uses one secret. A command may be sent repeatedly, because its name is its idempotency key. */
public final class ExchangeClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI base;
    private final String secret;
    private final Duration patience;

    /**
     * Creates a client that waits 90 s for each response.
     *
     * @param base address of the server, such as {@code http://127.0.0.1:8080}
     * @param secret secret of the agent or the operator, at least 32 characters; empty for public requests only
     */
    public ExchangeClient(URI base, String secret) {
        this(base, secret, PATIENCE);
    }

    /** Creates a client that waits {@code patience} for each response. */
    public ExchangeClient(URI base, String secret, Duration patience) {
        this.base = base;
        this.secret = secret;
        this.patience = patience;
    }

    /**
     * HTTP response.
     *
     * @param status HTTP status
     * @param body bytes of the body
     */
    @SuppressWarnings("ArrayRecordComponent") // responses are never compared
    public record ClientResponse(int status, byte[] body) {

        /** Returns the body as JSON. If the body does not begin with a brace, the result is an empty object. */
        public JsonNode json() {
            return body.length > 0 && body[0] == '{' ? JSON.readTree(body) : JsonNodeFactory.instance.objectNode();
        }
    }

    /** Encodes a name as a segment of a path. */
    public static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Sends a GET request.
     *
     * @param path path below {@code /v1/}
     * @throws IOException if there is no response
     */
    public ClientResponse get(String path) throws IOException {
        return send(request(path).GET());
    }

    /**
     * Sends a record as JSON by PUT.
     *
     * @param path path below {@code /v1/}
     * @throws IOException if there is no response
     */
    public ClientResponse put(String path, Object body) throws IOException {
        return put(path, "application/json", BodyJsonEncoder.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends bytes by PUT.
     *
     * @param path path below {@code /v1/}
     * @param type media type
     * @throws IOException if there is no response
     */
    public ClientResponse put(String path, String type, byte[] body) throws IOException {
        return send(request(path).header("Content-Type", type).PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve("/v1/" + path)).timeout(patience);
        return secret.isEmpty() ? request : request.header("Authorization", "Bearer " + secret);
    }

    private ClientResponse send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> got = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new ClientResponse(got.statusCode(), got.body());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
