package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.server.http.Routes;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.TwoTierModel;
import tools.jackson.databind.JsonNode;

/** A task that makes the round unsolvable does not stop a running exchange. The reply to its owner states why it is left out. */
class HardTasksTest {

    /** Returns the rules of a market whose limit of epsilon cannot be reached with all tasks. */
    static MarketRules rules(int wireless, int seed) {
        Scenario sampled = ScenarioSampler.standard(new ScenarioSampler.Counts(wireless, 2, 3, 3))
                .sample("drawn", seed);
        return MarketRules.standard(new TwoTierModel(sampled, "seller-vcg", 1e-5), 2, .05, true);
    }

    private static void putTasks(RunningMarket market) throws IOException {
        for (WirelessAgent agent : market.rules.scenario().wirelessAgents()) {
            Map<String, Object> body = Map.of(
                    "inputBits", agent.task().inputBits(),
                    "work", agent.task().work(),
                    "deadlineSeconds", agent.task().deadlineSeconds(),
                    "payload", Map.of("text", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj"),
                    "lastRound", 99);
            String path = "agents/" + agent.id() + "/tasks/t";
            assertThat(market.client(agent.id()).put(path, body).status()).isEqualTo(200);
        }
    }

    private static List<JsonNode> events(RunningMarket market, String type) throws IOException {
        return market.operator
                .get("events?limit=1000")
                .json()
                .path("events")
                .valueStream()
                .filter(event -> event.path("type").stringValue().equals(type))
                .toList();
    }

    /** Waits for the next event and returns its number. */
    private static long next(RunningMarket market, long after) throws IOException {
        return market.operator
                .get("events?wait=10&after=" + after)
                .json()
                .path("after")
                .longValue();
    }

    @Test
    void hardTaskIsLeftOutAndOthersAreSold() throws Exception {
        MarketRules rules = rules(14, 34);
        try (var market = new RunningMarket(rules, new MemoryStore(), 0).joined()) {
            putTasks(market);
            assertThat(market.operator.put("operator/round", Map.of("round", 0)).status())
                    .isEqualTo(200);
            Set<String> states = new HashSet<>();
            JsonNode round = market.operator.get("rounds/0").json();
            long after = 0;
            while (!round.path("state").stringValue().equals("SOLD")) {
                String reason = round.path("reason").asString("");
                states.add(round.path("state").stringValue()
                        + (reason.startsWith("epsilon must be at most 1.0E-5, but is ") ? " why" : ""));
                after = next(market, after);
                round = market.operator.get("rounds/0").json();
            }
            assertThat(states).contains("POSTPONED why").isSubsetOf("CLOSED", "POSTPONED why");
            assertThat(round.path("postponements").intValue()).isEqualTo(2);
            assertThat(round.path("maxEpsilon").doubleValue()).isEqualTo(1e-5);
            assertThat(round.path("how").stringValue()).isEqualTo("solved");
            assertThat(round.path("draw").stringValue())
                    .isEqualTo(market.market.log().key().draw(0));
            assertThat(round.path("buyers").size()).isEqualTo(13);
            assertThat(events(market, "round-postponed"))
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.path("reason").stringValue())
                            .startsWith("epsilon must be at most 1.0E-5, but is "));
            assertThat(events(market, "task-left-out"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.toString()).doesNotContain("WA", "\"t\""));
            assertThat(RunningMarket.text(market.operator.get("metrics")))
                    .contains("rounds_total{ending=\"postponed\"} 2\n", "tasks_left_out_total 1\n");
            int leftOut = 0;
            for (WirelessAgent agent : rules.scenario().wirelessAgents()) {
                JsonNode task = market.client(agent.id())
                        .get("agents/" + agent.id() + "/tasks/t?wait=5")
                        .json();
                if (task.path("stage").stringValue().equals("LEFT_OUT")) {
                    leftOut++;
                    assertThat(task.path("reason").stringValue())
                            .startsWith("the round cannot be sold with it: epsilon must be");
                    assertThat(task.path("isAnswered").booleanValue()).isTrue();
                    assertThat(market.market
                                    .read(engine -> engine.agent(agent.id()))
                                    .orElseThrow()
                                    .heldUnits())
                            .isZero();
                } else {
                    assertThat(task.path("stage").stringValue()).isEqualTo("SOLD");
                    assertThat(task.has("reason")).isFalse();
                }
            }
            assertThat(leftOut).isEqualTo(1);
        }
    }

    /** A market that stops between two attempts continues with the next attempt and the same draw after a restart. */
    @Test
    void postponedRoundIsSoldAfterRestart(@TempDir Path folder) throws Exception {
        MarketRules rules = rules(14, 34);
        String draw;
        try (DurableStore store = DurableStore.open(folder, "drawn", "rules");
                var market = new RunningMarket(rules, store.start(rules, 0, store.key()), Routes.QUOTA).joined()) {
            draw = store.key().draw(0);
            putTasks(market);
            assertThat(market.operator.put("operator/round", Map.of("round", 0)).status())
                    .isEqualTo(200);
            long after = 0;
            while (events(market, "round-postponed").isEmpty()) {
                after = next(market, after);
            }
        }
        try (DurableStore store = DurableStore.open(folder, "drawn", "rules");
                var market = new RunningMarket(rules, store.start(rules, 0, store.key()), Routes.QUOTA)) {
            long after = 0;
            while (events(market, "round-sold").isEmpty()) {
                after = next(market, after);
            }
            JsonNode round = market.operator.get("rounds/0").json();
            assertThat(round.path("postponements").intValue()).isEqualTo(2);
            assertThat(round.path("draw").stringValue()).isEqualTo(draw);
            assertThat(events(market, "round-postponed")).hasSize(2);
        }
        try (DurableStore store = DurableStore.open(folder, "drawn", "rules")) {
            assertThat(JournalReplay.of(store, rules, store.key()).rounds()).isEqualTo(1);
        }
    }
}
