package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Agent;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.Sha256;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.AgentBehaviours;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.server.service.RunningMarket;
import tools.jackson.databind.json.JsonMapper;

/** Requests of bots, and their reactions to scripted replies. */
class BotsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Scenario DRAWN = RunningMarket.drawn();
    private static final String BUYER = DRAWN.wirelessAgents().getFirst().id();
    private static final String SELLER = DRAWN.leaders().getFirst().id();

    static final AgentBehaviours HONEST = behaviours();

    /** Closes the connection without a reply. */
    private static final String HANGS_UP = "-1";

    /** Sends no reply while the test runs. */
    private static final String NO_ANSWER = "0";

    private final Map<String, Queue<String>> answers = new ConcurrentHashMap<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private final CountDownLatch unanswered = new CountDownLatch(1);
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

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static AgentBehaviours behaviours(MaliciousGroup... groups) {
        return AgentBehaviours.ofExchange(new Adversary(0, List.of(groups)), DRAWN, new RandomStreams(1));
    }

    private Bots start(String agent, String... next) {
        return start(HONEST, agent, next);
    }

    private Bots start(Behaviour behaviour, String agent, String... next) {
        return start(behaviours(MaliciousGroup.of(behaviour, agent)), agent, next);
    }

    private Bots start(AgentBehaviours behaviours, String agent, String... next) {
        answers.clear();
        requests.clear();
        bodies.clear();
        answers.put("Bearer " + Bots.secretOf("s", agent), new ConcurrentLinkedQueue<>(List.of(next)));
        return Bots.start(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), DRAWN, "s", behaviours);
    }

    /** Waits until all bots have ended. */
    private static void join(Bots bots) throws Exception {
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

    private static String work(String... pieces) {
        return Stream.of(pieces)
                .map(piece -> "{\"piece\":\"" + piece + "\",\"payload\":{\"text\":\"b\\nc\",\"sha256\":\""
                        + digest("b\nc") + "\"}}")
                .collect(Collectors.joining(",", "200{\"pieces\":[", "]}"));
    }

    @Test
    void sellerDeliversWorkUntilItLosesItsSeat() throws Exception {
        String seat = "PUT agents/" + SELLER;
        String work = "GET agents/" + SELLER + "/work?wait=20";
        var pauses =
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
        try (Bots bots = start(
                SELLER,
                HANGS_UP,
                "503",
                "200",
                work("p1"),
                "200",
                work("p2", "p3"),
                "409",
                "200",
                work("p4", "p5"),
                "500",
                "401")) {
            join(bots);
            assertThat(bots.delivered()).isEqualTo(2);
        }
        assertThat(pauses.isDone())
                .as("three server errors, each followed by a pause of half a second")
                .isTrue();
        assertThat(requests)
                .containsExactly(
                        seat,
                        seat,
                        seat,
                        work,
                        "PUT pieces/p1/result",
                        work,
                        "PUT pieces/p2/result",
                        "PUT pieces/p3/result",
                        work,
                        "PUT pieces/p4/result",
                        work);
        assertThat(bodies).containsEntry(seat, "{\"version\":1}").containsEntry("PUT pieces/p1/result", digest("b\nc"));
    }

    @Test
    void buyerSubmitsTasksRepeatedly() throws Exception {
        try (Bots bots = start(
                BUYER,
                "200",
                "200{\"round\":7}",
                "200",
                "200{\"isAnswered\":false}",
                "200{\"isAnswered\":true}",
                "200{\"round\":8}",
                "409",
                "200{\"round\":9}",
                "200",
                "403{\"isAnswered\":true}")) {
            join(bots);
            assertThat(bots.delivered()).isZero();
        }
        String task = "agents/" + BUYER + "/tasks/bot-";
        assertThat(requests)
                .containsExactly(
                        "PUT agents/" + BUYER,
                        "GET market",
                        "PUT " + task + 7,
                        "GET " + task + "7?wait=20",
                        "GET " + task + "7?wait=20",
                        "GET market",
                        "PUT " + task + 8,
                        "GET market",
                        "PUT " + task + 9,
                        "GET " + task + "9?wait=20");
        String lines = IntStream.range(0, 100).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        assertThat(JSON.readTree(bodies.get("PUT " + task + 7))
                        .path("payload")
                        .path("text")
                        .stringValue())
                .isEqualTo(lines);
        assertThat(JSON.readTree(bodies.get("PUT " + task + 7))
                        .path("lastRound")
                        .intValue())
                .isEqualTo(12);
    }

    @Test
    void botWithoutSeatStops() throws Exception {
        for (String status : List.of("401", "403", "404")) {
            try (Bots bots = start(SELLER, status)) {
                join(bots);
            }
            assertThat(requests).containsExactly("PUT agents/" + SELLER);
        }
        try (Bots bots = start(BUYER, "200", "200{\"round\":7}", "401")) {
            join(bots);
        }
        assertThat(requests).hasSize(3);
    }

    @Test
    void closeInterruptsWaitingBots() throws Exception {
        Bots bots = start(SELLER, "200", NO_ANSWER);
        wait(unanswered);
        bots.close();
        join(bots);
        assertThat(requests).hasSize(2);
    }

    /** A refused dispute is repeated after a pause, when the piece is listed again. */
    @Test
    void botDisputesUndoableReport() throws Exception {
        String undoable = "200{\"pieces\":[],\"toAnswer\":[\"p1\"]}";
        try (Bots bots = start(SELLER, "200", undoable, "409", undoable, "200", "401")) {
            join(bots);
        }
        String work = "GET agents/" + SELLER + "/work?wait=20";
        String dispute = "PUT pieces/p1/rejection";
        assertThat(requests).containsExactly("PUT agents/" + SELLER, work, dispute, work, dispute, work);
        assertThat(JSON.readTree(bodies.get(dispute)).path("agent").stringValue())
                .isEqualTo(SELLER);
        try (Bots bots = start(
                BUYER,
                "200",
                "200{\"round\":7}",
                "200",
                "200{\"isAnswered\":false,\"toAnswer\":[\"p1\"]}",
                "200",
                "403")) {
            join(bots);
        }
        assertThat(requests).element(4).isEqualTo(dispute);
        assertThat(JSON.readTree(bodies.get(dispute)).has("agent")).isFalse();
    }

    /** Plays a seller with a behaviour that receives three pieces of a round. Returns the bodies that it sent about them. */
    private Map<String, String> worked(Behaviour behaviour) throws Exception {
        double half = DRAWN.leaders().getFirst().computer().workPerSecond()
                * DRAWN.rules().roundSeconds()
                / 2;
        String[] pieces = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> "{\"piece\":\"r0." + i + "\",\"work\":" + half + ",\"payload\":{\"sha256\":\""
                        + digest("a") + "\"}}")
                .toArray(String[]::new);
        String work = "200{\"pieces\":[" + String.join(",", pieces) + "]}";
        try (Bots bots = start(behaviour, SELLER, "200", work, "200", "200", "200", "401")) {
            join(bots);
        }
        Map<String, String> sent = new TreeMap<>(bodies);
        sent.keySet().removeIf(request -> !request.startsWith("PUT pieces/"));
        return sent;
    }

    @Test
    void maliciousSellersDeclineOrDeliverNothingOrWrongResults() throws Exception {
        assertThat(worked(new Behaviour.NoShow(0))).hasSize(3).containsEntry("PUT pieces/r0.3/result", digest("a"));
        assertThat(worked(new Behaviour.NoShow(1))).isEmpty();
        assertThat(worked(new Behaviour.WrongResult(1))).hasSize(3).containsEntry("PUT pieces/r0.3/result", "wrong");
        assertThat(worked(new Behaviour.Decline(1)))
                .hasSize(3)
                .containsEntry("PUT pieces/r0.1/undoable", "{\"reason\":\"cannot be read\"}");
    }

    /** The seller states three times its speed, which suffices for two of three pieces. In the next round it works again. */
    @Test
    void overstatingSellerDoesTheWorkOfItsTrueSpeed() throws Exception {
        assertThat(worked(new Behaviour.Overstate(3)).keySet())
                .containsExactly("PUT pieces/r0.1/result", "PUT pieces/r0.2/result");
        double speed = DRAWN.leaders().getFirst().computer().workPerSecond();
        assertThat(JSON.readTree(bodies.get("PUT agents/" + SELLER))
                        .path("workPerSecond")
                        .doubleValue())
                .isEqualTo(3 * speed);
        assertThat(worked(new Behaviour.Overstate(1))).hasSize(2);
        String next = "200{\"pieces\":[{\"piece\":\"r1.0\",\"work\":"
                + speed * DRAWN.rules().roundSeconds() + "}]}";
        try (Bots bots = start(
                new Behaviour.Overstate(3), SELLER, "200", next.replace("r1.0", "r0.7"), "200", next, "200", "401")) {
            join(bots);
        }
        assertThat(requests).contains("PUT pieces/r0.7/result", "PUT pieces/r1.0/result");
    }

    @Test
    void sellersWithAccidentsDeliverNothing() throws Exception {
        var accidents = AgentBehaviours.ofExchange(new Adversary(1, List.of()), DRAWN, new RandomStreams(1));
        try (Bots bots = start(accidents, SELLER, "200", work("p1"), "401")) {
            join(bots);
        }
        assertThat(bodies.keySet()).noneMatch(request -> request.startsWith("PUT pieces/"));
    }

    /** A bot whose pieces remain open does not read them again without a pause. */
    @Test
    void sellerThatDeliversNothingPauses() throws Exception {
        long start = System.nanoTime();
        try (Bots bots = start(new Behaviour.NoShow(1), SELLER, "200", work("p1"), work("p1"), "401")) {
            join(bots);
        }
        assertThat(System.nanoTime() - start).isGreaterThan(1_000_000_000L);
        assertThat(requests).hasSize(4);
    }

    /** Returns the requests about pieces of a buyer that receives one right and one wrong result, and a paid one. */
    private List<String> rejected(Behaviour behaviour) throws Exception {
        String right = digest(digest("line 0\nl"));
        String piece = "{\"piece\":\"%s\",\"state\":\"%s\",\"firstByte\":0,\"endByte\":8,\"sha256\":\"%s\"}";
        String pieces = String.join(
                ",",
                piece.formatted("r0.1", "DONE", right),
                piece.formatted("r0.2", "DONE", digest("wrong")),
                piece.formatted("r0.3", "PAID", digest("wrong")));
        try (Bots bots = start(
                behaviour,
                BUYER,
                "200",
                "200{\"round\":7}",
                "200",
                "200{\"isAnswered\":true,\"pieces\":[" + pieces + "]}",
                "200",
                "200",
                "200{\"round\":8}",
                "401")) {
            join(bots);
        }
        return requests.stream()
                .filter(request -> request.startsWith("PUT pieces/"))
                .toList();
    }

    @Test
    void buyersRejectWrongResultsAndMaliciousOnesAllResults() throws Exception {
        assertThat(rejected(new Behaviour.Reject(0))).containsExactly("PUT pieces/r0.2/rejection");
        assertThat(rejected(new Behaviour.Reject(1)))
                .containsExactly("PUT pieces/r0.1/rejection", "PUT pieces/r0.2/rejection");
        assertThat(bodies.get("PUT pieces/r0.1/rejection")).contains("is not what was asked for");
        assertThat(bodies.get("PUT pieces/r0.2/rejection")).contains("differs from the digest");
    }

    /** A buyer reads results at least twice while it may reject them. */
    @Test
    void buyerReadsResultsWhileItMayRejectThem() throws Exception {
        for (String[] times : new String[][] {{"10.0", "5"}, {"0.05", "1"}, {"3600.0", "20"}}) {
            String market = "200{\"round\":7,\"objectionSeconds\":" + times[0] + "}";
            try (Bots bots = start(BUYER, "200", market, "200", "401")) {
                join(bots);
            }
            assertThat(requests).contains("GET agents/" + BUYER + "/tasks/bot-7?wait=" + times[1]);
        }
    }

    @Test
    void misreportingBuyerStatesAnotherWorth() throws Exception {
        try (Bots bots = start(new Behaviour.Misreport(0.6), BUYER, "401")) {
            join(bots);
        }
        double worth = DRAWN.wirelessAgents().getFirst().satisfactionWeight() * Math.log(2);
        assertThat(JSON.readTree(bodies.get("PUT agents/" + BUYER))
                        .path("worth")
                        .doubleValue())
                .isCloseTo(0.6 * worth, within(1e-9 * worth));
    }

    /** The seat has other terms with version 1, for example those of an earlier honest bot. */
    @Test
    void botTakesTheNextVersionOfItsTerms() throws Exception {
        try (Bots bots = start(SELLER, "409", "200", "401")) {
            join(bots);
        }
        assertThat(bodies).containsEntry("PUT agents/" + SELLER, "{\"version\":2}");
        assertThat(requests).hasSize(3);
    }

    private static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everySeatHasABotWithItsOwnSecret() {
        assertThat(Bots.agents(DRAWN).map(Agent::id)).hasSize(9).doesNotHaveDuplicates();
        assertThat(Bots.secretOf("s", "a")).isEqualTo(digest("s\na"));
    }
}
