package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import skybourse.base.agent.Agent;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.client.ExchangeClient;
import skybourse.client.Reply;
import skybourse.files.text.Sha256;
import skybourse.server.http.AddressSeatLimit;
import skybourse.server.http.ExchangeServer;
import skybourse.server.http.ProtocolAdapter;
import skybourse.server.http.Routes;
import skybourse.server.http.ServedAddresses;
import skybourse.server.signedlog.ExchangeStore;
import skybourse.server.signedlog.LogStore;
import skybourse.server.signedlog.MarketLog;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.MarketRules;
import tools.jackson.databind.JsonNode;

/** A running exchange with a server on a free port, rounds on demand, and a secret for each agent. */
public final class RunningMarket implements AutoCloseable {

    public static final String OPERATOR = "operator".repeat(8);
    public static final String DRAW = "ab".repeat(64);
    public static final long MONEY = 1_000_000_000L;

    /** Rules of an open market in which results are paid at once. */
    public static final MarketRules RULES = MarketRules.standard(drawn(), "seller-vcg", 2, .05, true);

    private static final Contract CONTRACT = Contract.read();

    /** Violations of {@code openapi.yaml} by replies. */
    final Queue<String> breaches = new ConcurrentLinkedQueue<>();

    public final MarketRules rules;
    public final RunningExchange market;
    public final ExchangeServer server;
    public final URI base;
    public final ExchangeClient operator;

    public RunningMarket(MarketRules rules, ExchangeStore store, double roundSeconds) throws IOException {
        this(rules, store, roundSeconds, Routes.QUOTA);
    }

    public RunningMarket(MarketRules rules, ExchangeStore store, double roundSeconds, double perSecond)
            throws IOException {
        this(rules, RunningExchange.start(rules, roundSeconds, log(rules, store), 1_000, store), perSecond);
    }

    public RunningMarket(MarketRules rules, RunningExchange live, double perSecond) {
        this(rules, live, perSecond, new AddressSeatLimit(1_000_000, 1));
    }

    public RunningMarket(MarketRules rules, RunningExchange live, double perSecond, AddressSeatLimit seats) {
        this(rules, live, perSecond, seats, List.of());
    }

    private RunningMarket(
            MarketRules rules,
            RunningExchange live,
            double perSecond,
            AddressSeatLimit seats,
            List<ProtocolAdapter> adapters) {
        this.rules = rules;
        market = live;
        String hash = Sha256.of(OPERATOR.getBytes(StandardCharsets.UTF_8));
        server = new ExchangeServer(
                market,
                ServedAddresses.plain("127.0.0.1", 0),
                hash,
                perSecond,
                seats,
                Optional.empty(),
                adapters,
                this::look);
        base = URI.create("http://127.0.0.1:" + server.port());
        operator = ExchangeClient.once(base, OPERATOR);
    }

    /** Checks replies of the REST API. */
    private void look(String asked, HttpReply reply) {
        if (asked.contains(" /v1")) {
            breaches.addAll(CONTRACT.breaches(asked, reply));
        }
    }

    public static MarketLog log(MarketRules rules, LogStore store) {
        return new MarketLog(MarketSigningKey.generate(rules.model().name()), rules, store);
    }

    public static Scenario drawn() {
        return ScenarioSampler.standard(new ScenarioSampler.Counts(4, 1, 2, 2)).sample("drawn", 4);
    }

    /** Opens a market in which results are paid at once. */
    public static RunningMarket open() throws IOException {
        return new RunningMarket(RULES, new MemoryStore(), 0);
    }

    /** Opens a market in which results are paid at once, with other protocols. */
    public static RunningMarket with(List<ProtocolAdapter> adapters) throws IOException {
        return with(RULES, adapters);
    }

    /** Opens a market with other protocols. */
    public static RunningMarket with(MarketRules rules, List<ProtocolAdapter> adapters) throws IOException {
        return with(rules, Routes.QUOTA, adapters);
    }

    /** Opens a market with other protocols and a rate of commands. */
    public static RunningMarket with(MarketRules rules, double perSecond, List<ProtocolAdapter> adapters)
            throws IOException {
        return with(rules, new MemoryStore(), perSecond, _ -> adapters);
    }

    /** Opens a market with other protocols, which may need its key. */
    public static RunningMarket with(
            MarketRules rules,
            ExchangeStore store,
            double perSecond,
            Function<RunningExchange, List<ProtocolAdapter>> adapters)
            throws IOException {
        RunningExchange market = RunningExchange.start(rules, 0, log(rules, store), 1_000, store);
        return with(rules, market, perSecond, new AddressSeatLimit(1_000_000, 1), adapters.apply(market));
    }

    /** Serves a running exchange, with other protocols. */
    public static RunningMarket with(
            MarketRules rules,
            RunningExchange market,
            double perSecond,
            AddressSeatLimit seats,
            List<ProtocolAdapter> adapters) {
        return new RunningMarket(rules, market, perSecond, seats, adapters);
    }

    public static RunningMarket open(double objectionSeconds) throws IOException {
        return new RunningMarket(
                MarketRules.standard(drawn(), "seller-vcg", 2, objectionSeconds, true), new MemoryStore(), 0);
    }

    /** Sends a request on its own thread. */
    public static CompletableFuture<Reply> later(Callable<Reply> request) {
        var got = new CompletableFuture<Reply>();
        Thread.ofVirtual().start(() -> {
            try {
                got.complete(request.call());
            } catch (Exception e) {
                got.completeExceptionally(e);
            }
        });
        return got;
    }

    /** Sends a waiting request; returns when it waits. */
    public CompletableFuture<Reply> waiting(Callable<Reply> request) {
        CompletableFuture<Reply> got = later(request);
        while (market.waiting() == 0) {
            Thread.onSpinWait();
        }
        return got;
    }

    public List<Agent> agents() {
        return rules.scenario().agents().toList();
    }

    public WirelessAgent buyer() {
        return rules.scenario().wirelessAgents().getFirst();
    }

    public static String secret(String agent) {
        return Sha256.of(agent.getBytes(StandardCharsets.UTF_8));
    }

    public ExchangeClient client(String agent) {
        return ExchangeClient.once(base, secret(agent));
    }

    /** Gives all agents money and lets them take their seats. */
    public RunningMarket joined() throws IOException {
        for (Agent agent : agents()) {
            deposit(agent.id(), MONEY, "first-" + agent.id());
            assertThat(client(agent.id())
                            .put("agents/" + agent.id(), Map.of("version", 1))
                            .status())
                    .isEqualTo(200);
        }
        return this;
    }

    public void deposit(String agent, long units, String reference) throws IOException {
        var body = Map.of("agent", agent, "units", units, "reference", reference);
        assertThat(operator.put("operator/deposit", body).status()).isEqualTo(200);
    }

    /** Submits a task of the first buyer with ten lines as its payload. */
    public String putTask(String name) throws IOException {
        String path = "agents/" + buyer().id() + "/tasks/" + name;
        Reply got = client(buyer().id()).put(path, task(10, Map.of("text", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj")));
        assertThat(got.status()).as(text(got)).isEqualTo(200);
        return path;
    }

    public Map<String, Object> task(int units, Map<String, ?> payload) {
        return Map.of(
                "inputBits",
                buyer().task().inputBits(),
                "work",
                buyer().task().work(),
                "deadlineSeconds",
                buyer().task().deadlineSeconds(),
                "units",
                units,
                "payload",
                payload,
                "lastRound",
                1_000);
    }

    /** Returns a divisible task. */
    public Map<String, Object> divisible(Map<String, ?> payload) {
        Map<String, Object> body = new HashMap<>(task(1, payload));
        body.remove("units");
        return body;
    }

    /** Closes the current round, and waits until it is sold. Returns its number. */
    public long sell() throws IOException {
        long round = operator.get("market").json().path("round").longValue();
        assertThat(operator.put("operator/round", Map.of("round", round)).status())
                .isEqualTo(200);
        long after = 0;
        while (!operator.get("rounds/" + round)
                .json()
                .path("state")
                .stringValue()
                .equals("SOLD")) {
            after = operator.get("events?wait=10&after=" + after)
                    .json()
                    .path("after")
                    .longValue();
        }
        return round;
    }

    /** Delivers a result for every open piece of a task of the first buyer; returns their number. */
    public int deliver(String task) throws IOException {
        int delivered = 0;
        for (JsonNode piece : client(buyer().id()).get(task).json().path("pieces")) {
            String id = piece.path("piece").stringValue();
            Reply got = client(piece.path("worker").stringValue())
                    .put(
                            "pieces/" + id + "/result",
                            "text/plain",
                            ("result of " + id).getBytes(StandardCharsets.UTF_8));
            assertThat(got.status()).as(text(got)).isEqualTo(200);
            delivered++;
        }
        return delivered;
    }

    /** Returns the sum of all deposits, in ledger units. */
    long broughtIn() {
        return MONEY * agents().size();
    }

    public long balance(String agent) {
        return market.read(engine -> engine.agent(agent)).orElseThrow().balanceUnits();
    }

    public static String text(Reply got) {
        return got.status() + " " + new String(got.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        market.close();
        server.close();
        assertThat(breaches).isEmpty();
    }

    /** Requires a problem body with a status and a text, and without a secret. */
    public static void problem(Reply got, int status, String words) {
        assertThat(text(got)).startsWith(status + " ").contains(words);
        JsonNode body = got.json();
        assertThat(body.path("status").intValue()).isEqualTo(status);
        assertThat(body.path("type").stringValue()).startsWith("/problems/");
        for (String member : List.of("title", "detail", "field", "rule", "value")) {
            assertThat(body.path(member).isString()).as(member).isTrue();
        }
        assertThat(text(got)).doesNotContain(OPERATOR);
    }

    /** Returns a body with one member changed. */
    public static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
        Map<String, Object> other = new HashMap<>(body);
        other.put(name, value);
        return other;
    }
}
