package skybourse.server.http;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.client.ExchangeClient;
import skybourse.client.Reply;
import skybourse.files.text.Sha256;
import skybourse.server.codec.JsonLong;
import skybourse.server.codec.RequestBodyRecords.PayloadRequest;
import skybourse.server.codec.RequestBodyRecords.RejectionRequest;
import skybourse.server.codec.RequestBodyRecords.TaskRequest;
import skybourse.server.codec.RequestBodyRecords.TermsRequest;
import tools.jackson.databind.JsonNode;

/**
 * Bots that act as the agents of a scenario over HTTP, with the terms of the scenario. Buyers submit their task repeatedly. Sellers submit the digest of a
 * payload as the result. Every payload has a digest, so no piece is undoable, and bots dispute every undoable report. A bot ends if its seat belongs to
 * another secret, or if the bot is not allowed to take the seat.
 */
public final class Bots implements AutoCloseable {

    private static final int PAYLOAD_LINES = 100;
    private static final int WAIT_SECONDS = 20;
    private static final long PAUSE_MILLIS = 500;
    private static final int ROUNDS = 5;
    private static final String DISPUTE = "its bytes have a digest";
    private static final String LINES =
            IntStream.range(0, PAYLOAD_LINES).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));

    private final URI base;
    private final String secret;
    private final AtomicLong delivered = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    private Bots(URI base, String secret) {
        this.base = base;
        this.secret = secret;
    }

    /** One turn of a bot. The result is the HTTP status that decides whether the bot continues. */
    @FunctionalInterface
    private interface Turn {
        int plays() throws IOException;
    }

    /**
     * Starts a bot for each agent.
     *
     * @param base address of the server
     * @param secret secret from which the bots' secrets are derived; bots that are restarted with the same secret have the same seats
     */
    public static Bots start(URI base, Scenario scenario, String secret) {
        var bots = new Bots(base, secret);
        agents(scenario).forEach(bots::start);
        return bots;
    }

    /** Returns the agents that have seats in a market of a scenario, in the order of the scenario. */
    public static Stream<Agent> agents(Scenario scenario) {
        return Stream.of(scenario.wirelessAgents(), scenario.leaders(), scenario.aerialAgents())
                .flatMap(List::stream);
    }

    /** Returns the secret of the bot for an agent's seat. It is derived by SHA-256. */
    public static String secretOf(String secret, String agent) {
        return Sha256.of((secret + '\n' + agent).getBytes(StandardCharsets.UTF_8));
    }

    private void start(Agent agent) {
        var client = ExchangeClient.once(base, secretOf(secret, agent.id()));
        String place = "agents/" + ExchangeClient.pathSegment(agent.id());
        Turn turn = agent instanceof WirelessAgent buyer
                ? () -> buys(client, place, buyer.task())
                : () -> works(client, agent.id(), place);
        threads.add(Thread.ofVirtual().name("bot " + agent.id()).start(() -> play(client, place, turn)));
    }

    private static void play(ExchangeClient client, String place, Turn turn) {
        boolean goesOn = true;
        boolean isIn = false;
        while (goesOn && !Thread.currentThread().isInterrupted()) {
            try {
                int status = isIn
                        ? turn.plays()
                        : client.put(place, TermsRequest.ofScenario(1)).status();
                isIn |= status == 200;
                goesOn = mayGoOn(status);
            } catch (IOException _) {
                // The server may be restarting, so the bot tries again after a pause.
                goesOn = paused();
            }
        }
    }

    /** Returns whether the bot continues after an HTTP status. If it continues after a status other than 200, this method pauses first. */
    private static boolean mayGoOn(int status) {
        return status == 200 || (status != 401 && status != 403 && status != 404 && paused());
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private static int buys(ExchangeClient client, String place, Task task) throws IOException {
        long round = client.get("market").json().path("round").longValue();
        String named = place + "/tasks/bot-" + round;
        var body = new TaskRequest(
                task.inputBits(),
                task.work(),
                task.deadlineSeconds(),
                Optional.empty(),
                PayloadRequest.ofText(LINES),
                new JsonLong(round + ROUNDS));
        int status = client.put(named, body).status();
        if (status != 200) {
            return status;
        }
        while (true) {
            Reply got = client.get(named + "?wait=" + WAIT_SECONDS);
            if (got.status() != 200 || got.json().path("isAnswered").booleanValue()) {
                return got.status();
            }
            dispute(client, got, new RejectionRequest(DISPUTE, Optional.empty()));
        }
    }

    /** Disputes each undoable report that a response lists. Pauses after a rejected dispute, because the next response contains the same piece again. */
    private static void dispute(ExchangeClient client, Reply got, RejectionRequest why) throws IOException {
        for (JsonNode piece : got.json().path("toAnswer")) {
            if (client.put("pieces/" + piece.stringValue() + "/rejection", why).status() != 200) {
                paused();
            }
        }
    }

    private int works(ExchangeClient client, String agent, String place) throws IOException {
        Reply got = client.get(place + "/work?wait=" + WAIT_SECONDS);
        for (JsonNode piece : got.json().path("pieces")) {
            String result = digest(piece.path("payload"));
            int status = client.put(
                            "pieces/" + piece.path("piece").stringValue() + "/result",
                            "text/plain",
                            result.getBytes(StandardCharsets.UTF_8))
                    .status();
            if (status == 200) {
                delivered.incrementAndGet();
            } else if (status >= 500) {
                return status;
            }
        }
        dispute(client, got, new RejectionRequest(DISPUTE, Optional.of(agent)));
        return got.status();
    }

    /** Returns the digest of a part of a payload; empty if the part has no digest. */
    static String digest(JsonNode part) {
        return part.path("sha256").asString("");
    }

    /** Returns the number of accepted results of all bots. */
    public long delivered() {
        return delivered.get();
    }

    /** Waits until all bots have ended. */
    public void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
