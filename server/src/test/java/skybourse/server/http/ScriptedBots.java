package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.Sha256;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.AgentBehaviours;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.server.service.RunningMarket;
import tools.jackson.databind.json.JsonMapper;

/** Bots with a server that sends scripted replies to one of them. */
abstract class ScriptedBots {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final Scenario DRAWN = RunningMarket.drawn();
    static final String BUYER = DRAWN.wirelessAgents().getFirst().id();
    static final String SELLER = DRAWN.leaders().getFirst().id();

    static final AgentBehaviours HONEST = behaviours();

    /** Closes the connection without a reply. */
    static final String HANGS_UP = "-1";

    /** Sends no reply while the test runs. */
    static final String NO_ANSWER = "0";

    final Map<String, Queue<String>> answers = new ConcurrentHashMap<>();
    final Queue<String> requests = new ConcurrentLinkedQueue<>();
    final Map<String, String> bodies = new ConcurrentHashMap<>();
    final CountDownLatch unanswered = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        over.countDown();
        server.stop(0);
    }

    /** Sends the next scripted reply of the caller, or 404 if there is none. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String who = exchange.getRequestHeaders().getFirst("Authorization");
        String request = exchange.getRequestMethod() + " " + path.replaceFirst("^/v1/", "");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Queue<String> next = answers.getOrDefault(who, new ArrayDeque<>());
        String answer = next.isEmpty() ? "404" : next.remove();
        if (answers.containsKey(who)) {
            requests.add(request);
            bodies.put(request, body);
        }
        if (answer.equals(NO_ANSWER)) {
            unanswered.countDown();
            wait(over);
        }
        if (answer.equals(HANGS_UP)) {
            exchange.close();
        } else {
            byte[] bytes = answer.substring(3).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    Integer.parseInt(answer.substring(0, 3)), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }
    }

    static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static AgentBehaviours behaviours(MaliciousGroup... groups) {
        return AgentBehaviours.ofExchange(new Adversary(0, List.of(groups)), DRAWN, new RandomStreams(1));
    }

    Bots start(String agent, String... next) {
        return start(HONEST, agent, next);
    }

    Bots start(Behaviour behaviour, String agent, String... next) {
        return start(behaviours(MaliciousGroup.of(behaviour, agent)), agent, next);
    }

    Bots start(AgentBehaviours behaviours, String agent, String... next) {
        answers.clear();
        requests.clear();
        bodies.clear();
        answers.put("Bearer " + Bots.secretOf("s", agent), new ConcurrentLinkedQueue<>(List.of(next)));
        return Bots.start(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), DRAWN, "s", behaviours);
    }

    /** Waits until all bots have ended. */
    static void join(Bots bots) throws Exception {
        var ended = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> {
            try {
                bots.join();
                ended.complete(true);
            } catch (InterruptedException e) {
                ended.completeExceptionally(e);
            }
        });
        assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
    }

    static String work(String... pieces) {
        return Stream.of(pieces)
                .map(piece -> "{\"piece\":\"" + piece + "\",\"payload\":{\"text\":\"b\\nc\",\"sha256\":\""
                        + digest("b\nc") + "\"}}")
                .collect(Collectors.joining(",", "200{\"pieces\":[", "]}"));
    }

    static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
