package skybourse.server.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import skybourse.files.text.Sha256;
import skybourse.server.service.LogCapture;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random calls of A2A: some valid, most with one to three faults. No status is 500 to 599, refused calls change nothing, and neither a reply nor a log
 * contains a secret. {@code -Dfuzz.requests=100000} sends that many.
 */
class A2aFuzzTest {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 1_500);
    private static final List<String> ODD = List.of(
            "null",
            "-1",
            "0",
            "1e400",
            "1.0",
            "9007199254740993",
            "1e300",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[[[[1]]]]",
            "{\"a\":{}}",
            "\"../../x\"",
            "\"house\"",
            "\"t1\"",
            "[{\"text\":\"x\"}]",
            "\"ä\"");
    private static final List<String> METHODS = List.of(
            "SendMessage",
            "SendMessage",
            "SendMessage",
            "SendStreamingMessage",
            "GetTask",
            "CancelTask",
            "SubscribeToTask",
            "ListTasks",
            "GetExtendedAgentCard",
            "GetTaskPushNotificationConfig",
            "message/send");

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    @Test
    void randomCallsNeverFailTheServer() throws Exception {
        var store = new MemoryStore();
        var rules = MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 1e6, 1e6, true);
        try (var log = new LogCapture();
                RunningMarket market = A2aCaller.open(rules, store, 1e9).joined()) {
            var buyer = new A2aCaller(market, market.buyer().id());
            buyer.result("SendMessage", buyer.buys("t0"));
            market.sell();
            List<String> secrets = secrets(market);
            Map<String, Integer> counts = new TreeMap<>();
            String before = digest(market, store);
            for (int i = 0; i < REQUESTS; i++) {
                String body = body(buyer, market);
                A2aCaller.Begun got = caller(buyer).begin(body);
                String asked = i + ": " + body + "\n" + got.status() + " " + got.body();
                assertThat(got.status()).as(asked).isLessThan(500);
                assertThat(secrets).as(asked).noneMatch(got.body()::contains);
                String outcome = outcome(got);
                counts.merge(outcome, 1, Integer::sum);
                String after = digest(market, store);
                if (!outcome.equals("done")) {
                    assertThat(after).as(asked).isEqualTo(before);
                }
                before = after;
            }
            assertThat(log.lines).noneMatch(line -> secrets.stream().anyMatch(line::contains));
            assertThat(log.lines).noneMatch(line -> line.contains("an error of the program"));
            assertThat(counts)
                    .containsKeys(
                            "done", "-32000", "-32001", "-32002", "-32003", "-32004", "-32005", "-32009", "-32600",
                            "-32601", "-32602", "-32700");
            System.out.println(REQUESTS + " calls, outcomes " + counts + ", " + market.market.seq() + " entries");
        }
    }

    /** Returns the code of an error, the HTTP status of a problem body, or {@code done}. */
    private static String outcome(A2aCaller.Begun got) {
        if (got.isStream()) {
            return "done";
        }
        JsonNode body = A2aCaller.JSON.readTree(got.body());
        return body.has("error")
                ? body.path("error").path("code").asString()
                : got.status() == 200 ? "done" : "HTTP " + got.status();
    }

    private A2aCaller caller(A2aCaller buyer) {
        return switch (random.nextInt(20)) {
            case 0 -> buyer.with("Authorization", any(List.of("", "Basic x", "Bearer " + "q".repeat(64))));
            case 1 -> buyer.with("A2A-Version", any(List.of("", "0.3", "x")));
            case 2 -> buyer.with("Content-Type", any(List.of("text/plain", "application/json;a=b")));
            case 3 -> new A2aCaller(buyer.market, any(buyer.market.agents()).id());
            case 4 -> buyer.with("Authorization", "Bearer " + RunningMarket.OPERATOR);
            default -> buyer;
        };
    }

    private String body(A2aCaller buyer, RunningMarket market) {
        ObjectNode call = (ObjectNode) A2aCaller.JSON.readTree(A2aCaller.body(any(METHODS), params(buyer, market)));
        for (int faults = random.nextInt(4); faults > 0; faults--) {
            change(call);
        }
        if (call.path("params") instanceof ObjectNode params) { // a call that waits would take 25 s
            params.putObject("configuration").put("returnImmediately", true);
        }
        String text = call.toString();
        if (random.nextInt(20) == 0) {
            return text.substring(0, random.nextInt(text.length()));
        }
        return text;
    }

    private Map<String, Object> params(A2aCaller buyer, RunningMarket market) {
        String name = "t" + random.nextInt(8);
        Map<String, Object> message = switch (random.nextInt(6)) {
            case 0 -> A2aCaller.message(name, A2aCaller.text("hello"));
            case 1 -> answer(name, market);
            case 2 -> A2aCaller.message(name, Map.of("url", "http://x"));
            default -> A2aCaller.message(name, A2aCaller.data(buyer.fields()), A2aCaller.text(A2aCaller.TEN_LINES));
        };
        Map<String, Object> params = new TreeMap<>(A2aCaller.immediate(message));
        params.put("id", name);
        return params;
    }

    private Map<String, Object> answer(String name, RunningMarket market) {
        List<Piece> pieces = market.market.read(engine -> engine.pieces());
        Map<String, Object> message = new TreeMap<>(A2aCaller.message(
                name,
                A2aCaller.data(
                        Map.of(any(List.of("reject", "confirm")), any(pieces).id(), "reason", "no"))));
        message.put("referenceTaskIds", List.of("t0"));
        return message;
    }

    /** Changes or removes a random member somewhere below a node. */
    private void change(JsonNode node) {
        List<JsonNode> below = new ArrayList<>();
        node.valueStream().filter(JsonNode::isContainer).forEach(below::add);
        if (!below.isEmpty() && random.nextInt(3) > 0) {
            change(any(below));
        } else if (node instanceof ObjectNode object && !object.isEmpty()) {
            String name = any(new ArrayList<>(object.propertyNames()));
            if (random.nextInt(3) == 0) {
                object.remove(name);
            } else {
                object.set(random.nextInt(4) == 0 ? "more" : name, odd());
            }
        } else if (node instanceof ArrayNode list) {
            list.add(odd());
        }
    }

    private JsonNode odd() {
        return A2aCaller.JSON.readTree(any(ODD).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> secrets(RunningMarket market) {
        List<String> secrets = new ArrayList<>(Arrays.asList(RunningMarket.OPERATOR));
        market.agents().forEach(agent -> secrets.add(RunningMarket.secret(agent.id())));
        List.copyOf(secrets).forEach(secret -> secrets.add(Sha256.of(secret.getBytes(StandardCharsets.UTF_8))));
        return secrets;
    }

    /** Returns a digest of the state. No round is being solved. */
    private static String digest(RunningMarket market, MemoryStore store) {
        market.market.await("", 10_000, engine -> engine.frozenRound(), Optional::isEmpty);
        return market.market.read(engine -> engine.agents().hashCode() + " "
                + engine.pieces().hashCode() + " " + engine.digests() + " " + engine.round() + " " + store.size());
    }
}
