package skybourse.server.http;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import skybourse.server.service.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Request to a {@link ProtocolAdapter}.
 *
 * @param method HTTP method in capitals
 * @param path decoded segments of the path, at least one
 * @param headers returns the value of a header; empty if the request does not have it
 * @param base address by which the client reaches this server, such as {@code http://127.0.0.1:8080}
 * @param isBaseCertain whether this server certainly has this address; otherwise, it is only what the client claims
 * @param rest the REST API, called with the credentials of this request
 * @param body reads the body; throws {@link ProblemException} if it has more bytes than its argument
 */
public record ProtocolRequest(
        String method,
        List<String> path,
        UnaryOperator<String> headers,
        String base,
        boolean isBaseCertain,
        RestApi rest,
        IntFunction<byte[]> body) {

    private static final int MOST_BYTES = 2 * RequestBody.MOST_BYTES;
    private static final String JSON_TYPE = "application/json";
    private static final JsonMapper JSON = RequestBody.limited(40, 4_000)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    public ProtocolRequest {
        path = List.copyOf(path);
    }

    /**
     * Reads the body as JSON of at most {@value #MOST_BYTES} bytes. It may be a command of the REST API in an envelope.
     *
     * @throws ProblemException if the body has another media type or is too large
     * @throws JacksonException if it is not JSON, has too many levels or tokens, or repeats a name
     */
    public JsonNode json() {
        String type = headers.apply("Content-Type");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase(JSON_TYPE)) {
            throw new ProblemException(415, "media-type", "Content-Type", "must be " + JSON_TYPE, type);
        }
        return JSON.readTree(body.apply(MOST_BYTES));
    }
}
