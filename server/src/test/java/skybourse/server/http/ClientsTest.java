package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.client.ExchangeClient;
import skybourse.files.text.Sha256;
import skybourse.receipt.format.NoteKey;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients that use only HTTP: those of {@code examples/exchange}, and bots. */
class ClientsTest {

    private static final int TASKS = 20;
    private static final Path EXAMPLES = Path.of("examples/exchange");

    @TempDir
    private Path temp;

    /**
     * Returns a market with short rounds, so that twenty tasks take seconds, and a long grace period for slow machines.
     */
    private static RunningMarket market(MemoryStore store) throws IOException {
        return market(store, .05);
    }

    private static RunningMarket market(MemoryStore store, double objectionSeconds) throws IOException {
        Scenario scenario =
                ScenarioSampler.standard(new ScenarioSampler.Counts(2, 1, 1, 1)).sample("drawn", 4);
        return new RunningMarket(MarketRules.standard(scenario, "seller-vcg", 60, objectionSeconds, true), store, .1);
    }

    private static boolean has(String program) {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException | InterruptedException _) {
            return false;
        }
    }

    /** Returns the class path of the module {@code client}: itself, {@code receipt} and Jackson. */
    private static String clientClassPath() {
        return Stream.of(
                        ExchangeClient.class,
                        NoteKey.class,
                        JsonMapper.class,
                        JsonParser.class,
                        com.fasterxml.jackson.annotation.JsonInclude.class)
                .map(any ->
                        any.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Process start(RunningMarket market, String agent, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(words[0]));
        if (words[1].endsWith(".java")) {
            command.addAll(List.of("-cp", clientClassPath()));
        }
        command.add(EXAMPLES.resolve(words[1]).toString());
        command.addAll(List.of(market.base.toString(), agent, RunningMarket.secret(agent)));
        command.addAll(List.of(words).subList(2, words.length));
        Path said = temp.resolve(agent + ".txt");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    @Tag("slow")
    @Test
    void pythonAndNodeClientsBuyAndSell() throws Exception {
        assumeTrue(has("python3"), "no python3");
        boolean hasNode = has("node");
        var store = new MemoryStore();
        List<Process> started = new ArrayList<>();
        try (RunningMarket market = market(store)) {
            for (var agent : market.agents()) {
                market.deposit(agent.id(), RunningMarket.MONEY, "in-" + agent.id());
            }
            String mobile = market.rules.scenario().leaders().getFirst().id();
            List<String> sellers = new ArrayList<>();
            market.rules.scenario().leaders().forEach(leader -> sellers.add(leader.id()));
            market.rules.scenario().aerialAgents().forEach(aerial -> sellers.add(aerial.id()));
            for (String seller : sellers) {
                boolean other = hasNode && seller.equals(mobile);
                started.add(start(market, seller, other ? "node" : "python3", other ? "seller.mjs" : "seller.py"));
            }
            long after = 0;
            while (market.operator
                            .get("market")
                            .json()
                            .path("agents")
                            .valueStream()
                            .filter(any -> any.path("isPresent").booleanValue())
                            .count()
                    < sellers.size()) {
                after = market.operator
                        .get("events?wait=10&after=" + after)
                        .json()
                        .path("after")
                        .longValue();
            }
            String buyer = market.buyer().id();
            Process buys = start(market, buyer, "python3", "buyer.py", Integer.toString(TASKS));
            started.add(buys);
            assertThat(buys.waitFor(60, TimeUnit.SECONDS)).as(output(buyer)).isTrue();
            assertThat(output(buyer).lines())
                    .as(output(buyer))
                    .hasSize(TASKS)
                    .allMatch(line -> line.contains(" is done for "));
            requireCorrectResultsPaidOnce(market, buyer, store);
        } finally {
            started.forEach(Process::destroyForcibly);
        }
    }

    /** Clients in Java, which sign their commands, and in JavaScript. */
    @Tag("slow")
    @Test
    void javaAndJavaScriptClientsBuyAndSell() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        boolean hasNode = has("node");
        var store = new MemoryStore();
        List<Process> started = new ArrayList<>();
        try (RunningMarket market = market(store)) {
            for (var agent : market.agents()) {
                market.deposit(agent.id(), RunningMarket.MONEY, "in-" + agent.id());
            }
            for (var leader : market.rules.scenario().leaders()) {
                started.add(start(market, leader.id(), java, "Seller.java"));
            }
            String buyer = market.buyer().id();
            String other = market.rules.scenario().wirelessAgents().getLast().id();
            Process buys = start(market, buyer, java, "Buyer.java", "2");
            started.add(buys);
            if (hasNode) {
                Process third = start(market, other, "node", "buyer.mjs", "2");
                started.add(third);
                assertThat(third.waitFor(60, TimeUnit.SECONDS))
                        .as(output(other))
                        .isTrue();
                assertThat(output(other).lines())
                        .as(output(other))
                        .hasSize(2)
                        .allMatch(line -> line.contains(" lines of 100"));
            }
            assertThat(buys.waitFor(60, TimeUnit.SECONDS)).as(output(buyer)).isTrue();
            assertThat(output(buyer).lines().filter(line -> line.contains(" is done for ")))
                    .as(output(buyer))
                    .hasSize(2);
            assertThat(output(buyer).lines().filter(line -> line.contains("\"promise\":\"eyJ")))
                    .hasSize(3);
            assertThat(store.entries(0, 1_000).stream()
                            .filter(entry -> entry.actor().equals(buyer))
                            .map(Journal.Entry::text))
                    .hasSize(3)
                    .allMatch(text -> text.matches("PUT /v1/agents/" + buyer + ".*\n(eyJ[^.]*[.].*|sha256:.*)"));
        } finally {
            started.forEach(Process::destroyForcibly);
        }
    }

    /** The program in Java that the guide prints buys a task and checks its receipt. */
    @Tag("slow")
    @Test
    void programOfTheGuideBuysATask() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Matcher program = Pattern.compile("(?ms)^```java\n(.*?)^```$")
                .matcher(Files.readString(Path.of("docs/guides/write-an-agent.md")));
        assertThat(program.find()).isTrue();
        List<Process> started = new ArrayList<>();
        try (RunningMarket market = market(new MemoryStore())) {
            for (var agent : market.agents()) {
                market.deposit(agent.id(), RunningMarket.MONEY, "in-" + agent.id());
            }
            for (var leader : market.rules.scenario().leaders()) {
                started.add(start(market, leader.id(), java, "Seller.java"));
            }
            String buyer = market.buyer().id();
            Path file = Files.writeString(
                    temp.resolve("BuyOne.java"),
                    program.group(1)
                            .replace("http://127.0.0.1:8080", market.base.toString())
                            .replace("WA2", buyer)
                            .replace(
                                    "sent-java.jsonl",
                                    temp.resolve("sent.jsonl").toString()));
            Process buys = start(market, buyer, java, file.toString());
            started.add(buys);
            assertThat(buys.waitFor(60, TimeUnit.SECONDS)).as(output(buyer)).isTrue();
            assertThat(buys.exitValue()).as(output(buyer)).isZero();
            assertThat(output(buyer).lines().filter(line -> line.matches("[0-9a-f]{64}")))
                    .as(output(buyer))
                    .containsExactlyElementsOf(Stream.of("one", "two", "three", "four")
                            .map(line -> Sha256.of(line.getBytes(StandardCharsets.UTF_8)))
                            .toList());
            assertThat(output(buyer)).contains("number=5, verdict=HOLDS").doesNotContain("BROKEN");
        } finally {
            started.forEach(Process::destroyForcibly);
        }
    }

    /**
     * A seller in each language reports bytes that are not text as undoable. A buyer disputes such a report about text.
     */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"python3", "node", "java"})
    void clientsReportUndoableWorkAndDisputeFalseReports(String language) throws Exception {
        boolean isJava = language.equals("java");
        assumeTrue(isJava || has(language), "no " + language);
        String kind = isJava ? ".java" : language.equals("node") ? ".mjs" : ".py";
        String program =
                isJava ? Path.of(System.getProperty("java.home"), "bin", "java").toString() : language;
        List<Process> started = new ArrayList<>();
        try (RunningMarket market = market(new MemoryStore(), 30)) {
            for (var agent : market.agents()) {
                market.deposit(agent.id(), RunningMarket.MONEY, "in-" + agent.id());
            }
            String buyer = market.buyer().id();
            market.client(buyer).put("agents/" + buyer, Map.of("version", 1));
            for (var leader : market.rules.scenario().leaders()) {
                started.add(start(market, leader.id(), program, (isJava ? "Seller" : "seller") + kind));
            }
            String task = "agents/" + buyer + "/tasks/t";
            market.client(buyer).put(task, market.divisible(Map.of("base64", "AAAA")));
            JsonNode told = market.client(buyer).get(task + "?wait=60").json();
            assertThat(told.path("toAnswer").size()).as("%s", told).isPositive();
            started.forEach(Process::destroyForcibly);
            String other = market.rules.scenario().wirelessAgents().getLast().id();
            started.add(start(market, other, program, (isJava ? "Buyer" : "buyer") + kind, "1"));
            for (var leader : market.rules.scenario().leaders()) { // those that wait for work are in the round
                String work = "agents/" + leader.id() + "/work?wait=60";
                RunningMarket.later(() -> market.client(leader.id()).get(work));
            }
            List<Piece> found = market.market.await(
                    "",
                    60_000,
                    engine -> engine.pieces().stream()
                            .filter(any -> any.buyer().equals(other))
                            .toList(),
                    any -> !any.isEmpty());
            assertThat(found).as(output(other)).isNotEmpty();
            Piece piece = found.getFirst();
            String path = "pieces/" + piece.id();
            ExchangeClient worker = market.client(piece.worker());
            assertThat(worker.put(path + "/undoable", Map.of("reason", "too hot"))
                            .status())
                    .isEqualTo(200);
            String by = market.market.await(
                    "",
                    60_000,
                    engine -> engine.piece(piece.id()).orElseThrow().claims().disputedBy(),
                    name -> !name.isEmpty());
            assertThat(by).as(output(other)).isEqualTo(other);
        } finally {
            started.forEach(Process::destroyForcibly);
        }
    }

    private String output(String agent) throws IOException {
        return Files.readString(temp.resolve(agent + ".txt"));
    }

    private static void requireCorrectResultsPaidOnce(RunningMarket market, String buyer, MemoryStore store)
            throws IOException {
        ExchangeClient client = market.client(buyer);
        long bills = 0;
        Set<String> pieces = new HashSet<>();
        for (int i = 0; i < TASKS; i++) {
            String name = "agents/" + buyer + "/tasks/task-" + i;
            JsonNode task = client.get(name).json();
            bills += task.path("billUnits").longValue();
            assertThat(task.path("pieces").size()).isPositive();
            for (JsonNode piece : task.path("pieces")) {
                List<String> right = new ArrayList<>();
                for (int unit = piece.path("firstUnit").intValue();
                        unit < piece.path("endUnit").intValue();
                        unit++) {
                    right.add(Sha256.of((name + " line " + unit).getBytes(StandardCharsets.UTF_8)));
                }
                String id = piece.path("piece").stringValue();
                assertThat(new String(client.get("pieces/" + id + "/result").body(), StandardCharsets.UTF_8))
                        .isEqualTo(String.join("\n", right));
                assertThat(pieces.add(id)).isTrue();
            }
        }
        int sold = pieces.size();
        market.market.await("", 20_000, _ -> paid(store), paid -> paid >= sold);
        assertThat(paid(store)).isEqualTo(sold);
        assertThat(market.balance(buyer)).isEqualTo(RunningMarket.MONEY - bills);
        assertThat(bills).isPositive();
    }

    private static int paid(MemoryStore store) {
        int paid = 0;
        for (Journal.Entry entry : store.entries(0, Integer.MAX_VALUE)) {
            paid += (int) entry.events().stream()
                    .filter(MarketEvent.PiecePaid.class::isInstance)
                    .count();
        }
        return paid;
    }

    @Test
    void botsTradeUntilTheirSeatsAreTaken() throws Exception {
        var store = new MemoryStore();
        try (RunningMarket market = market(store);
                Bots bots = Bots.start(market.base, market.rules.scenario(), "bots", BotsTest.HONEST)) {
            for (var agent : market.agents()) {
                market.deposit(agent.id(), RunningMarket.MONEY, "in-" + agent.id());
            }
            market.market.await("", 30_000, _ -> paid(store), paid -> paid >= 6);
            assertThat(paid(store)).isGreaterThanOrEqualTo(6);
            assertThat(bots.delivered()).isGreaterThanOrEqualTo(6);
            for (var agent : market.agents()) {
                String mine = Sha256.of(RunningMarket.secret(agent.id()).getBytes(StandardCharsets.UTF_8));
                assertThat(market.operator
                                .put("operator/invite", Map.of("agent", agent.id(), "sha256", mine))
                                .status())
                        .isEqualTo(200);
                assertThat(takeSeat(market, agent.id())).isEqualTo(200);
            }
        }
    }

    /** Requests a seat, which cannot change its holder while a round is solved, and returns the final status. */
    private static int takeSeat(RunningMarket market, String agent) throws Exception {
        int status = 503;
        while (status == 503) { // the time limit of every test of this module ends it
            status = market.client(agent)
                    .put("agents/" + agent, Map.of("version", 1))
                    .status();
            Thread.sleep(status == 503 ? 20 : 0);
        }
        return status;
    }
}
