package skybourse.server.http;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import skybourse.server.service.ProblemException;

/**
 * Request to a {@link ProtocolAdapter}.
 *
 * @param method HTTP method in capitals
 * @param path decoded segments of the path, at least one
 * @param headers returns the value of a header; empty if the request does not have it
 * @param base address of this server as the client gave it, such as {@code http://127.0.0.1:8080}
 * @param rest the REST API, called with the credentials of this request
 * @param body reads the body; throws {@link ProblemException} if it has more bytes than its argument
 */
public record ProtocolRequest(
        String method,
        List<String> path,
        UnaryOperator<String> headers,
        String base,
        RestApi rest,
        IntFunction<byte[]> body) {

    public ProtocolRequest {
        path = List.copyOf(path);
    }
}
