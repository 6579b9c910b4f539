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
import skybourse.files.text.Sha256;
import skybourse.server.codec.JsonLong;
import skybourse.server.codec.RequestBodies.PayloadRequest;
import skybourse.server.codec.RequestBodies.RejectionRequest;
import skybourse.server.codec.RequestBodies.TaskRequest;
import skybourse.server.codec.RequestBodies.TermsRequest;
import tools.jackson.databind.JsonNode;

/**
 * Plays the agents of a scenario over HTTP, each on its terms there: buyers want their task done again and again, sellers hand in the digest
 * of what they were sent. Any bytes have a digest, so a bot disputes that its piece is undoable. A bot whose seat is taken over by somebody else, or that may not have it, ends.
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

    /** What one bot does in one go; returns the status that it ended with. */
    @FunctionalInterface
    private interface Turn {
        int plays() throws IOException;
    }

    /**
     * Starts a bot for each agent.
     *
     * @param base where the server is
     * @param secret all bots' secrets are made of this one, so that they have their seats when they are started again
     */
    public static Bots start(URI base, Scenario scenario, String secret) {
        var bots = new Bots(base, secret);
        agents(scenario).forEach(bots::start);
        return bots;
    }

    /** Returns the agents that a market has seats for. */
    public static Stream<Agent> agents(Scenario scenario) {
        return Stream.of(scenario.wirelessAgents(), scenario.leaders(), scenario.aerialAgents())
                .flatMap(List::stream);
    }

    /** Returns the secret of the bot for a seat. */
    public static String secretOf(String secret, String agent) {
        return Sha256.of((secret + '\n' + agent).getBytes(StandardCharsets.UTF_8));
    }

    private void start(Agent agent) {
        var client = new ExchangeClient(base, secretOf(secret, agent.id()));
        String place = "agents/" + ExchangeClient.part(agent.id());
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
                goesOn = paused(); // the server may come back
            }
        }
    }

    /** Tells whether an answer is one to go on after; waits where it is to be asked again. */
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
            ExchangeClient.Got got = client.get(named + "?wait=" + WAIT_SECONDS);
            if (got.status() != 200 || got.json().path("isAnswered").booleanValue()) {
                return got.status();
            }
            dispute(client, got, new RejectionRequest(DISPUTE, Optional.empty()));
        }
    }

    /** Disputes all that an answer says to be undoable; waits where that is refused, for it is told again. */
    private static void dispute(ExchangeClient client, ExchangeClient.Got got, RejectionRequest why)
            throws IOException {
        for (JsonNode piece : got.json().path("toAnswer")) {
            if (client.put("pieces/" + piece.stringValue() + "/rejection", why).status() != 200) {
                paused();
            }
        }
    }

    private int works(ExchangeClient client, String agent, String place) throws IOException {
        ExchangeClient.Got got = client.get(place + "/work?wait=" + WAIT_SECONDS);
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

    /** Returns the digest of a part of a payload. */
    static String digest(JsonNode part) {
        return part.path("sha256").asString("");
    }

    /** Returns how many results were handed in. */
    public long delivered() {
        return delivered.get();
    }

    /** Waits until no bot has a seat any more. */
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
