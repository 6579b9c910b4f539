package skybourse.server.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import skybourse.base.scenario.Scenario;
import skybourse.client.ExchangeClient;
import skybourse.files.text.Sha256;
import skybourse.round.adversary.AgentBehaviours;

/**
 * Bots that act as the agents of a scenario over HTTP, with the terms of the scenario. Buyers submit their task repeatedly, and reject wrong results.
 * Sellers submit the digest of a payload as the result. Every payload has a digest, so no piece is undoable, and bots dispute every undoable report.
 * Malicious bots behave otherwise. A bot ends if its seat belongs to another secret, or if the bot is not allowed to take the seat.
 */
public final class Bots implements AutoCloseable {

    private final AtomicLong delivered = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    private Bots() {}

    /**
     * Starts a bot for each agent.
     *
     * @param base address of the server
     * @param secret secret from which the bots' secrets are derived; bots that are restarted with the same secret have the same seats
     * @param behaviours behaviours of the agents of the scenario
     */
    public static Bots start(URI base, Scenario scenario, String secret, AgentBehaviours behaviours) {
        var bots = new Bots();
        double roundSeconds = scenario.rules().roundSeconds();
        scenario.agents().forEach(agent -> {
            var client = ExchangeClient.once(base, secretOf(secret, agent.id()));
            var bot = new Bot(client, agent, behaviours, roundSeconds, bots.delivered);
            bots.threads.add(Thread.ofVirtual().name("bot " + agent.id()).start(bot::play));
        });
        return bots;
    }

    /** Returns the secret of the bot for an agent's seat. It is derived by SHA-256. */
    public static String secretOf(String secret, String agent) {
        return Sha256.of((secret + '\n' + agent).getBytes(StandardCharsets.UTF_8));
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
