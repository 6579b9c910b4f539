package skybourse.server.judging;

import java.io.IOException;
import skybourse.client.ExchangeClient;
import skybourse.client.Reply;
import skybourse.files.text.InvalidInputException;
import skybourse.server.codec.JsonLong;
import skybourse.server.codec.RequestBodyRecords.BarRequest;
import skybourse.server.codec.RequestBodyRecords.RulingRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Client of an exchange with the operator's secret. Methods throw {@link IOException} if the request failed and can be retried. Thread safe. */
final class OperatorClient {

    private static final int OK = 200;
    private static final int TOO_MANY = 429;

    private final ExchangeClient client;

    OperatorClient(ExchangeClient client) {
        this.client = client;
    }

    private static Reply reply(Reply got) throws IOException {
        if (got.status() != OK) {
            throw new IOException("status " + got.status());
        }
        return got;
    }

    private static JsonNode json(Reply got) throws IOException {
        try {
            return reply(got).json();
        } catch (JacksonException broken) {
            throw new IOException(broken);
        }
    }

    /**
     * Checks the secret.
     *
     * @throws InvalidInputException if it is not that of the operator
     */
    void requireOperator() throws IOException {
        String agent = market().path("agents").path(0).path("agent").asString("");
        int status = client.get("accounts/" + ExchangeClient.pathSegment(agent)).status();
        if (status == 401 || status == 403) {
            throw new InvalidInputException(
                    "--operator",
                    "must contain the operator's secret of this market",
                    "give the file operator-secret in the market's folder.");
        }
    }

    JsonNode market() throws IOException {
        return json(client.get("market"));
    }

    /** Returns events after a journal entry, after at most {@code waitSeconds} s if there are none. */
    JsonNode events(long after, int most, int waitSeconds) throws IOException {
        return json(client.get("events?limit=" + most + "&after=" + after + "&wait=" + waitSeconds));
    }

    JsonNode piece(String id) throws IOException {
        return json(client.get(path(id)));
    }

    byte[] payload(String id) throws IOException {
        return reply(client.get(path(id) + "/payload")).body();
    }

    byte[] result(String id) throws IOException {
        return reply(client.get(path(id) + "/result")).body();
    }

    private static String path(String id) {
        return "pieces/" + ExchangeClient.pathSegment(id);
    }

    /** Rules on a disputed piece. Returns false if the piece is not disputed any more. */
    boolean rule(String id, boolean pays) throws IOException {
        return isAccepted(client.put("operator/rule", new RulingRequest(id, pays)));
    }

    /** Ends a piece that is not disputed. Returns false if it has ended or is disputed. */
    boolean end(String id, boolean pays) throws IOException {
        return isAccepted(client.put("operator/check", new RulingRequest(id, pays)));
    }

    private static boolean isAccepted(Reply got) throws IOException {
        if (got.status() == TOO_MANY || got.status() >= 500) {
            throw new IOException("status " + got.status());
        }
        return got.status() == OK;
    }

    /** Excludes a seller from further rounds. Returns the version of the decision. */
    long bar(String seller) throws IOException {
        JsonNode agent = json(client.get("agents/" + ExchangeClient.pathSegment(seller)));
        long version = agent.path("barVersion").asLong(0) + 1;
        reply(client.put("operator/bar", new BarRequest(seller, new JsonLong(version), true)));
        return version;
    }
}
