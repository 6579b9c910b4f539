package skybourse.server.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;

/** The REST API of this process, called with the credentials and the address of one client. Its replies are those that the client would get by HTTP. */
public final class RestApi {

    private final Routes routes;
    private final String authorization;
    private final String from;

    /**
     * Creates the API of one client.
     *
     * @param authorization value of the header {@code Authorization}; empty if it is missing
     * @param from address of the client; for IPv6, its first 64 bits
     */
    RestApi(Routes routes, String authorization, String from) {
        this.routes = routes;
        this.authorization = authorization;
        this.from = from;
    }

    /**
     * Answers a GET request.
     *
     * @param path segments below {@code /v1/}, not encoded
     * @param query parameters by name
     */
    public HttpReply get(List<String> path, Map<String, String> query) {
        return ask("GET", path, query, "", new byte[0]);
    }

    /**
     * Answers a PUT request that has a JSON body. A text that is not complete characters is refused.
     *
     * @param path segments below {@code /v1/}, not encoded
     * @param body record, map or JSON tree
     */
    public HttpReply put(List<String> path, Object body) {
        try {
            ByteBuffer encoded =
                    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(BodyJsonEncoder.write(body)));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return put(path, "application/json", bytes);
        } catch (CharacterCodingException _) {
            return ProblemException.malformed("body", "must be complete characters", "a lone surrogate")
                    .reply();
        }
    }

    /**
     * Answers a PUT request.
     *
     * @param path segments below {@code /v1/}, not encoded
     * @param type media type of the body
     */
    public HttpReply put(List<String> path, String type, byte[] body) {
        return ask("PUT", path, Map.of(), type, body);
    }

    private HttpReply ask(String method, List<String> path, Map<String, String> query, String type, byte[] body) {
        return routes.answer(new Request(method, path, query, authorization, type, from, most -> {
            if (body.length > most) {
                throw ProblemException.tooLarge(most);
            }
            return body;
        }));
    }
}
