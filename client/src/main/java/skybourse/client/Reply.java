package skybourse.client;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reply of the exchange.
 *
 * @param status HTTP status
 * @param body bytes of the body
 */
@SuppressWarnings("ArrayRecordComponent") // replies are never compared
public record Reply(int status, byte[] body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Returns the body as JSON. If the body does not begin with a brace, the result is an empty object. */
    public JsonNode json() {
        return body.length > 0 && body[0] == '{' ? JSON.readTree(body) : JsonNodeFactory.instance.objectNode();
    }

    /**
     * Returns this reply.
     *
     * @throws ExchangeException if the status is not 200; the message has the status, and the problem that the exchange stated
     */
    public Reply orThrow() throws ExchangeException {
        if (status != 200) {
            throw new ExchangeException(
                    status, status + ": " + json().path("detail").asString("no detail"));
        }
        return this;
    }
}
