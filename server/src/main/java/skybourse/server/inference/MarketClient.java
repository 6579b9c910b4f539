package skybourse.server.inference;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import skybourse.files.text.Sha256;
import skybourse.server.http.ExchangeClient;
import skybourse.server.http.ExchangeClient.ClientResponse;

/**
 * Requests of one buyer to an exchange that has several addresses. If an address does not respond, the next one is used. All requests are idempotent.
 * They throw {@link IOException} if no address responds, or if the exchange is overloaded or stopped (429, 5xx).
 */
final class MarketClient {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long DOWN_SECONDS = 10;
    private static final int BUSY = 429;

    private final List<ExchangeClient> clients;
    private final String agent;
    private volatile int current;
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
        clients = bases.stream()
                .map(base -> new ExchangeClient(base, secret, PATIENCE))
                .toList();
        this.agent = ExchangeClient.part(agent);
    }

    /** Request to one address. */
    @FunctionalInterface
    private interface Call {
        ClientResponse send(ExchangeClient client) throws IOException;
    }

    private ClientResponse ask(Call call) throws IOException {
        IOException failure = new IOException("no address");
        for (int i = 0; i < clients.size() && !Thread.currentThread().isInterrupted(); i++) {
            int used = current;
            try {
                ClientResponse got = call.send(clients.get(used));
                if (got.status() != BUSY && got.status() < 500) {
                    downSince = OptionalLong.empty();
                    return got;
                }
                failure = new IOException("status " + got.status());
            } catch (IOException e) {
                failure = e;
            }
            current = (used + 1) % clients.size();
        }
        downSince = OptionalLong.of(downSince.orElseGet(nanoTime));
        throw failure;
    }

    /** Returns whether no address has responded for {@value #DOWN_SECONDS} s. */
    boolean isDown() {
        OptionalLong since = downSince;
        return since.isPresent() && nanoTime.getAsLong() - since.getAsLong() > DOWN_SECONDS * 1_000_000_000L;
    }

    ClientResponse market() throws IOException {
        return ask(client -> client.get("market"));
    }

    /** Takes the buyer's seat, or returns to it. If the buyer takes part, its terms stay as they are, and the status is 200. */
    ClientResponse join() throws IOException {
        ClientResponse seat = ask(client -> client.get("agents/" + agent));
        boolean isHeld = seat.json().has("version");
        if (isHeld && seat.json().path("isPresent").asBoolean(false)) {
            return seat;
        }
        long version = isHeld ? seat.json().path("version").asLong() + 1 : 1;
        return ask(client -> client.put("agents/" + agent, new TreeMap<>(Map.of("kind", "buyer", "version", version))));
    }

    /** Uploads the requests of a batch and submits it, so that its command has only their digest. A repeated submission with the same name has no effect. */
    ClientResponse submit(SubmittedBatch batch) throws IOException {
        byte[] payload = batch.payload();
        String digest = Sha256.of(payload);
        ClientResponse got =
                ask(client -> client.put("blobs/" + digest + "?agent=" + agent, "application/octet-stream", payload));
        if (got.status() != 200) {
            return got;
        }
        var body = new TreeMap<>(Map.of("payload", Map.of("sha256", digest), "lastRound", batch.lastRound()));
        return ask(client -> client.put("agents/" + agent + "/batches/" + batch.name(), body));
    }

    ClientResponse task(String name) throws IOException {
        return ask(client -> client.get("agents/" + agent + "/tasks/" + name));
    }

    ClientResponse withdraw(String name) throws IOException {
        return ask(client -> client.put("agents/" + agent + "/tasks/" + name + "/withdrawal", Map.of()));
    }

    ClientResponse result(String piece) throws IOException {
        return ask(client -> client.get("pieces/" + ExchangeClient.part(piece) + "/result"));
    }

    /** Confirms that a piece cannot be done. */
    ClientResponse confirm(String piece) throws IOException {
        return ask(client -> client.put("pieces/" + ExchangeClient.part(piece) + "/confirmation", Map.of()));
    }
}
