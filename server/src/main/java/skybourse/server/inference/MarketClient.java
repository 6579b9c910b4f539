package skybourse.server.inference;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import skybourse.client.ClientSettings;
import skybourse.client.ExchangeClient;
import skybourse.client.Reply;
import skybourse.files.text.Sha256;
import tools.jackson.databind.JsonNode;

/**
 * Requests of one buyer to an exchange that has several addresses. If an address does not respond, the next one is used. All requests are idempotent.
 * They throw {@link IOException} if no address responds, or if the exchange is overloaded or stopped (429, 5xx).
 */
final class MarketClient {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long DOWN_SECONDS = 10;
    private static final int BUSY = 429;

    private final ExchangeClient client;
    private final String agent;
    private final LongSupplier nanoTime;

    /** Time of the first failure since the last reply, ns; empty if there is none. */
    private volatile OptionalLong downSince = OptionalLong.empty();

    /**
     * Creates a client.
     *
     * @param bases addresses of the same exchange, at least one
     * @param agent name of the buyer
     * @param secret secret of the buyer
     */
    MarketClient(List<URI> bases, String agent, String secret) {
        this(bases, agent, secret, System::nanoTime);
    }

    MarketClient(List<URI> bases, String agent, String secret, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        client = new ExchangeClient(
                ClientSettings.of(bases, agent, secret).withTimeout(PATIENCE).withDeadline(Duration.ZERO));
        this.agent = ExchangeClient.pathSegment(agent);
    }

    /** Request to the exchange. */
    @FunctionalInterface
    private interface Call {
        Reply send() throws IOException;
    }

    private Reply ask(Call call) throws IOException {
        try {
            Reply got = call.send();
            if (got.status() == BUSY || got.status() >= 500) {
                throw new IOException("status " + got.status());
            }
            downSince = OptionalLong.empty();
            return got;
        } catch (IOException failure) {
            downSince = OptionalLong.of(downSince.orElseGet(nanoTime));
            throw failure;
        }
    }

    /** Returns whether no address has responded for {@value #DOWN_SECONDS} s. */
    boolean isDown() {
        OptionalLong since = downSince;
        return since.isPresent() && nanoTime.getAsLong() - since.getAsLong() > DOWN_SECONDS * 1_000_000_000L;
    }

    Reply market() throws IOException {
        return ask(() -> client.get("market"));
    }

    /** Takes the buyer's seat, or returns to it with the same terms. If the buyer takes part, the status is 200. */
    Reply join() throws IOException {
        Reply seat = ask(() -> client.get("agents/" + agent));
        JsonNode held = seat.json();
        if (held.path("isPresent").asBoolean(false) && held.has("version")) {
            return seat;
        }
        Map<String, Object> terms = new TreeMap<>(Map.of("kind", "buyer"));
        held.path("terms").forEachEntry(terms::put);
        Optional.ofNullable(held.get("spendUnitsADay")).ifPresent(limit -> terms.put("spendUnitsADay", limit));
        terms.put("version", held.path("version").asLong(0) + 1);
        return ask(() -> client.put("agents/" + agent, terms));
    }

    /** Uploads the requests of a batch and submits it, so that its command has only their digest. A repeated submission with the same name has no effect. */
    Reply submit(SubmittedBatch batch) throws IOException {
        byte[] payload = batch.payload();
        String digest = Sha256.of(payload);
        Reply got = ask(() -> client.put("blobs/" + digest + "?agent=" + agent, "application/octet-stream", payload));
        if (got.status() != 200) {
            return got;
        }
        var body = new TreeMap<>(Map.of("payload", Map.of("sha256", digest), "lastRound", batch.lastRound()));
        return ask(() -> client.put("agents/" + agent + "/batches/" + batch.name(), body));
    }

    Reply task(String name) throws IOException {
        return ask(() -> client.get("agents/" + agent + "/tasks/" + name));
    }

    Reply withdraw(String name) throws IOException {
        return ask(() -> client.put("agents/" + agent + "/tasks/" + name + "/withdrawal", Map.of()));
    }

    Reply result(String piece) throws IOException {
        return ask(() -> client.get("pieces/" + ExchangeClient.pathSegment(piece) + "/result"));
    }

    /** Confirms that a piece cannot be done. */
    Reply confirm(String piece) throws IOException {
        return ask(() -> client.put("pieces/" + ExchangeClient.pathSegment(piece) + "/confirmation", Map.of()));
    }
}
