package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.service.RunningMarket.problem;
import static skybourse.server.service.RunningMarket.with;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import skybourse.client.ExchangeClient;
import skybourse.files.text.Sha256;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.MarketRules;
import tools.jackson.databind.JsonNode;

/** Routes and their statuses. */
class RoutesTest {

    private static RunningMarket shared;

    @BeforeAll
    static void open() throws IOException {
        shared = RunningMarket.open().joined();
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    private static ExchangeClient client(String agent) {
        return shared.client(agent);
    }

    @Test
    void taskIsSoldDeliveredRejectedRuledAndPaid() throws IOException {
        try (RunningMarket market = RunningMarket.open(30).joined()) {
            String buyer = market.buyer().id();
            String task = market.putTask("t1");
            long round = market.sell();
            JsonNode sold = market.client(buyer).get(task).json();
            assertThat(sold.path("stage").stringValue()).isEqualTo("SOLD");
            assertThat(sold.path("isAnswered").booleanValue()).isFalse();
            assertThat(sold.path("pieces").size()).isPositive();
            JsonNode piece = sold.path("pieces").get(0);
            String id = piece.path("piece").stringValue();
            ExchangeClient worker = market.client(piece.path("worker").stringValue());
            ExchangeClient stranger = market.client(
                    market.rules.scenario().wirelessAgents().getLast().id());
            problem(worker.get("pieces/" + id + "/result"), 404, "result is not in this market");
            problem(stranger.get("pieces/" + id), 403, "belongs to other agents");
            problem(stranger.put("pieces/" + id + "/result", "text/plain", new byte[1]), 401, "another secret");
            problem(
                    market.client(buyer).put("pieces/" + id + "/rejection", Map.of("reason", "x")),
                    404,
                    "no result yet");
            assertThat(market.deliver(task)).isEqualTo(sold.path("pieces").size());
            assertThat(new String(
                            market.client(buyer).get("pieces/" + id + "/result").body(), StandardCharsets.UTF_8))
                    .isEqualTo("result of " + id);
            problem(worker.put("pieces/" + id + "/result", "text/plain", new byte[1]), 409, "exists and is different");
            assertThat(market.client(buyer)
                            .get(task + "?wait=5")
                            .json()
                            .path("isAnswered")
                            .booleanValue())
                    .isTrue();
            problem(market.operator.put("operator/rule", Map.of("piece", id, "pays", true)), 410, "must be rejected");
            var reason = Map.of("reason", "rubbish");
            assertThat(market.client(buyer)
                            .put("pieces/" + id + "/rejection", reason)
                            .status())
                    .isEqualTo(200);
            problem(worker.put("pieces/" + id + "/rejection", reason), 401, "another secret");
            long stake = worker.get("pieces/" + id).json().path("stakeUnits").longValue();
            assertThat(stake)
                    .as("the buyer pays it to the worker, which is the leader")
                    .isPositive();
            assertThat(piece.path("worker")).isEqualTo(piece.path("leader"));
            long before = market.balance(piece.path("leader").stringValue());
            var rule = Map.of("piece", id, "pays", true);
            assertThat(market.operator.put("operator/rule", rule).status()).isEqualTo(200);
            assertThat(market.operator.put("operator/rule", rule).status()).isEqualTo(200);
            assertThat(market.balance(piece.path("leader").stringValue()) - before)
                    .isEqualTo(piece.path("billUnits").longValue() + stake);
            assertThat(worker.get("pieces/" + id).json().path("state").stringValue())
                    .isEqualTo("PAID");
            var closed = market.operator.put("operator/round", Map.of("round", round));
            assertThat(closed.json().path("round").longValue()).isEqualTo(round);
        }
    }

    @Test
    void taskCommandsAreIdempotentByName() throws IOException {
        String path = "agents/" + shared.buyer().id() + "/tasks/same";
        Map<String, Object> task = shared.task(3, Map.of("text", "x\ny\nz"));
        ExchangeClient buyer = client(shared.buyer().id());
        JsonNode first = buyer.put(path, task).json();
        JsonNode again = buyer.put(path, task).json();
        assertThat(again.path("units")).isEqualTo(first.path("units"));
        assertThat(again.path("round")).isEqualTo(first.path("round"));
        problem(
                buyer.put(path, with(with(task, "units", 1), "payload", Map.of("text", "x"))),
                409,
                "is already used for another");
        problem(
                buyer.put(path, with(task, "payload", Map.of("text", "x\ny\na"))),
                409,
                "is already used for another task");
        assertThat(buyer.put(path + "/withdrawal", Map.of()).status()).isEqualTo(200);
        assertThat(buyer.put(path + "/withdrawal", Map.of()).status()).isEqualTo(200);
        assertThat(buyer.get(path + "?wait=20").json().path("stage").stringValue())
                .isEqualTo("WITHDRAWN");
        problem(buyer.put("agents/" + shared.buyer().id() + "/tasks/none/withdrawal", Map.of()), 404, "task");
        problem(buyer.get("agents/" + shared.buyer().id() + "/tasks/none"), 404, "task");
    }

    @Test
    void payloadsOfEveryKindAreReturnedUnchanged() {
        byte[] raw = {0, (byte) 0xff, 7};
        assertThat(Payload.workerView(raw).base64())
                .contains(Base64.getEncoder().encodeToString(raw));
        byte[] text = "ä\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Payload.workerView(text).text()).contains("ä\n");
        assertThat(Payload.workerView(text).sha256()).isEqualTo(Sha256.of(text));
    }

    @Test
    void agentTermsHaveIncreasingVersions() throws IOException {
        String seller = shared.rules.scenario().aerialAgents().getFirst().id();
        String path = "agents/" + seller;
        ExchangeClient client = client(seller);
        Map<String, Object> body = Map.of(
                "version",
                "7",
                "askTicks",
                List.of(3, "3", 9),
                "workPerSecond",
                2e9,
                "position",
                Map.of("xMetres", 1, "yMetres", 2, "heightMetres", 30),
                "publicKey",
                "ab".repeat(32));
        assertThat(client.put(path, body).json().path("version").intValue()).isEqualTo(7);
        assertThat(client.put(path, body).status()).isEqualTo(200);
        problem(client.put(path, Map.of("version", 6)), 409, "must be above the current version, 7");
        problem(client.put(path, Map.of("version", 7)), 409, "is already used for other terms");
        problem(
                client.put(path, Map.of("version", 8, "pricePerBit", 1e-6)),
                422,
                "is only for mobile and fixed agents");
        problem(client.put(path, Map.of("version", 8, "askTicks", List.of(5, 4))), 422, "asks[1]");
        problem(client.put(path, Map.of("version", 8, "askTicks", 5)), 400, "askTicks must be a list");
        problem(client.put(path, Map.of("version", 8, "position", 5)), 400, "position must be an object");
        problem(client.put(path, Map.of("version", 8, "position", Map.of("xMetres", 1, "up", 2))), 400, "position.");
        problem(client.put(path, Map.of("version", 8, "publicKey", "xyz")), 422, "publicKey");
        JsonNode own = client.get(path).json();
        assertThat(own.path("terms").path("askTicks").size()).isEqualTo(3);
        assertThat(own.path("balanceUnits").longValue()).isEqualTo(RunningMarket.MONEY);
        JsonNode seen = client(shared.buyer().id()).get(path).json();
        assertThat(seen.path("kind").stringValue()).isEqualTo("aerial");
        assertThat(seen.has("terms")).isFalse();
        assertThat(seen.has("balanceUnits")).isFalse();
        assertThat(client.put(path + "/leaving", Map.of("version", 9)).status()).isEqualTo(200);
        assertThat(client.get(path).json().path("isPresent").booleanValue()).isFalse();
        problem(client.put(path + "/leaving", Map.of("version", 8)), 409, "above the current version, 9");
    }

    @Test
    void operatorManagesMoneyAndSeats() throws IOException {
        try (var market = new RunningMarket(
                MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 2, 10, false), new MemoryStore(), 0)) {
            String id = market.buyer().id();
            problem(
                    market.client(id).put("agents/" + id, Map.of("version", 1)),
                    403,
                    "needs an invitation to take its seat");
            var invite = Map.of(
                    "agent", id, "sha256", Sha256.of(RunningMarket.secret(id).getBytes(StandardCharsets.UTF_8)));
            assertThat(market.operator.put("operator/invite", invite).status()).isEqualTo(200);
            assertThat(market.client(id)
                            .put("agents/" + id, Map.of("version", 1))
                            .status())
                    .isEqualTo(200);
            problem(
                    market.client(id).put("agents/" + id + "/tasks/t", market.task(1, Map.of("text", "x"))),
                    409,
                    " free units for the bill");
            market.deposit(id, (1L << 53) - 1, "in-1");
            market.deposit(id, (1L << 53) - 1, "in-1");
            market.deposit(id, 5, "in-2");
            assertThat(market.client(id)
                            .get("accounts/" + id)
                            .json()
                            .path("balanceUnits")
                            .stringValue())
                    .isEqualTo("9007199254740996");
            var out = Map.of("agent", id, "units", "9007199254740991", "reference", "out-1");
            assertThat(market.operator.put("operator/withdraw", out).status()).isEqualTo(200);
            problem(
                    market.operator.put("operator/withdraw", Map.of("agent", id, "units", 6, "reference", "out-2")),
                    409,
                    "must be at most the free balance, 5");
            problem(
                    market.operator.put("operator/deposit", Map.of("agent", id, "units", 7, "reference", "in-2")),
                    409,
                    "another payment");
            problem(
                    market.operator.put("operator/deposit", Map.of("agent", id, "units", 0, "reference", "in-3")),
                    422,
                    "units");
            assertThat(market.operator
                            .put("operator/bar", Map.of("agent", id, "version", 1, "isBarred", true))
                            .status())
                    .isEqualTo(200);
            assertThat(market.operator
                            .get("agents/" + id)
                            .json()
                            .path("isBarred")
                            .booleanValue())
                    .isTrue();
            problem(
                    market.operator.put("operator/bar", Map.of("agent", id, "version", 1, "isBarred", false)),
                    409,
                    "another decision");
            problem(
                    market.operator.put("operator/bar", Map.of("agent", id, "version", 2, "isBarred", 1)),
                    400,
                    "true or false");
            problem(market.operator.put("operator/round", Map.of("round", 0)), 409, "no task is waiting");
            problem(market.operator.put("operator/round", Map.of("round", 7)), 409, "cannot be closed");
        }
    }

    @Test
    void publicRoutesNeedNoSecret() throws IOException {
        var nobody = ExchangeClient.once(shared.base, "");
        JsonNode market = nobody.get("market").json();
        assertThat(market.path("rule").stringValue()).isEqualTo("seller-vcg");
        assertThat(market.path("agents").size()).isEqualTo(shared.agents().size());
        assertThat(nobody.get("health").json().path("status").stringValue()).isEqualTo("up");
        assertThat(RunningMarket.text(nobody.get("metrics")))
                .contains("skybourse_queue_depth ", "skybourse_journal_seq ");
        problem(nobody.get("rounds/900"), 404, "round");
        problem(nobody.get("rounds/x"), 404, "round");
        problem(nobody.get("events?after=-1"), 422, "after");
        problem(nobody.get("events?wait=61"), 422, "wait");
        problem(nobody.get("quote?inputBits=x"), 422, "inputBits");
        problem(nobody.get("nowhere"), 404, "route");
        problem(nobody.get("agents//work"), 404, "route");
        problem(nobody.put("market", Map.of()), 405, "method must be GET");
        JsonNode events = nobody.get("events?limit=1000").json();
        assertThat(events.path("events").toString())
                .contains("agent-put")
                .doesNotContain("units")
                .doesNotContain(
                        Sha256.of(RunningMarket.secret(shared.buyer().id()).getBytes(StandardCharsets.UTF_8)));
        assertThat(RunningMarket.text(nobody.get("openapi.yaml"))).contains("openapi: 3.1");
    }

    @Test
    void soldRoundIsPublishedAndQuoted() throws IOException {
        try (RunningMarket market = RunningMarket.open().joined()) {
            var nobody = ExchangeClient.once(market.base, "");
            assertThat(nobody.get("quote").json().has("pricePerBit")).isFalse();
            market.putTask("t1");
            long number = market.sell();
            JsonNode round = nobody.get("rounds/" + number).json();
            assertThat(round.path("pricePerBit").size()).isPositive();
            assertThat(round.path("buyers").get(0).stringValue())
                    .isEqualTo(market.buyer().id());
            assertThat(round.path("isCertified").isBoolean()).isTrue();
            JsonNode quote = nobody.get("quote?inputBits=1000000").json();
            assertThat(quote.path("billUnits").size())
                    .isEqualTo(round.path("pricePerBit").size());
            assertThat(quote.path("pricePerBit")).isEqualTo(round.path("pricePerBit"));
        }
    }

    /** A quoted bill is rounded up to a ledger unit. */
    @Test
    void quotedBillsAreRoundedUp() throws IOException {
        try (RunningMarket market = RunningMarket.open().joined()) {
            market.putTask("t1");
            market.sell();
            var unit = BigDecimal.valueOf(market.rules.scenario().rules().ledgerUnitMoney());
            int quoted = 0;
            for (int bits : new int[] {1, 12_345, 1_234_567}) {
                JsonNode quote = market.operator.get("quote?inputBits=" + bits).json();
                for (String leader : quote.path("billUnits").propertyNames()) {
                    double price = quote.path("pricePerBit").path(leader).doubleValue();
                    BigDecimal bill = BigDecimal.valueOf(price).multiply(BigDecimal.valueOf(bits));
                    assertThat(quote.path("billUnits").path(leader).longValue())
                            .isEqualTo(
                                    bill.divide(unit, 0, RoundingMode.CEILING).longValueExact());
                    quoted++;
                }
            }
            assertThat(quoted).isEqualTo(3 * market.rules.scenario().leaders().size());
        }
    }

    /** Requests with another secret count for their address, not for the agent. */
    @Test
    void otherSecretsDoNotUseTheLimitOfAnAgent() throws IOException {
        try (var market = new RunningMarket(RunningMarket.RULES, new MemoryStore(), 0, 10).joined()) {
            String agent = market.buyer().id();
            var stranger = ExchangeClient.once(market.base, "stranger".repeat(8));
            int status = 0;
            for (int i = 0; status != 429 && i < 1_000; i++) {
                status = stranger.put("agents/" + agent, Map.of("version", 9)).status();
            }
            assertThat(status).isEqualTo(429);
            assertThat(market.client(agent)
                            .put("agents/" + agent, Map.of("version", 2))
                            .status())
                    .isEqualTo(200);
        }
    }

    /** The API description names each route, and no other. */
    @Test
    void apiDescriptionListsExactlyTheRoutes() throws IOException {
        String contract = RunningMarket.text(shared.operator.get("openapi.yaml"));
        List<String> told = new ArrayList<>();
        String path = "";
        for (String line : contract.lines().toList()) {
            if (line.startsWith("  /v1/")) {
                path = line.strip().replace(":", "").replaceAll("[{][^}]*[}]", "*");
            } else if (line.matches("    (get|put):.*")) {
                told.add(line.strip().replaceFirst(":.*", "").toUpperCase(Locale.ROOT) + " " + path);
            }
        }
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(shared.server.routes().all());
    }
}
