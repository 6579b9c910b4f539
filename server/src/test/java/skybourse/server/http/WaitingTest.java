package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.client.ExchangeClient;
import skybourse.files.text.Sha256;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import tools.jackson.databind.JsonNode;

/** Replies to waiting requests. */
class WaitingTest {

    private static final MarketRules RULES = RunningMarket.RULES;

    /** A buyer whose task is not bought is answered when the round is sold. */
    @Test
    void buyerWithoutPiecesIsAnsweredWhenRoundIsSold() throws Exception {
        try (var market = new RunningMarket(RULES, new MemoryStore(), 0).joined()) {
            double least = RULES.scenario().wirelessAgents().stream()
                            .mapToDouble(agent -> agent.satisfactionWeight() * Math.log(2))
                            .min()
                            .orElseThrow()
                    / 999;
            String buyer = market.buyer().id();
            market.client(buyer).put("agents/" + buyer, Map.of("version", 2, "worth", least, "workPerSecond", 1));
            for (var leader : RULES.scenario().leaders()) {
                var terms = Map.of("version", 2, "pricePerBit", leader.priceCapPerBit());
                market.client(leader.id()).put("agents/" + leader.id(), terms);
            }
            String task = market.putTask("t1");
            var answered = market.waiting(() -> market.client(buyer).get(task + "?wait=60"));
            market.sell();
            var told = answered.get(10, TimeUnit.SECONDS).json();
            assertThat(told.path("pieces").size()).isZero();
            assertThat(told.path("isAnswered").booleanValue()).isTrue();
        }
    }

    /** An agent that held a seat when it started to wait, and no longer holds it, gets no work of its new holder. */
    @Test
    void previousHolderGetsNoWork() throws Exception {
        try (var market = new RunningMarket(RULES, new MemoryStore(), 0).joined()) {
            String leader = RULES.scenario().leaders().getFirst().id();
            var work = market.waiting(() -> market.client(leader).get("agents/" + leader + "/work?wait=60"));
            String next = "another".repeat(8);
            var invite = Map.of("agent", leader, "sha256", Sha256.of(next.getBytes(StandardCharsets.UTF_8)));
            assertThat(market.operator.put("operator/invite", invite).status()).isEqualTo(200);
            var holder = ExchangeClient.once(market.base, next);
            assertThat(holder.put("agents/" + leader, Map.of("version", 1)).status())
                    .isEqualTo(200);
            market.putTask("t1");
            market.sell();
            assertThat(holder.get("agents/" + leader + "/work?wait=10")
                            .json()
                            .path("pieces")
                            .size())
                    .isPositive();
            RunningMarket.problem(work.get(10, TimeUnit.SECONDS), 401, "belongs to another secret");
        }
    }

    /** A worker with many open pieces gets those due first, so that the size of a reply is bounded. */
    @Test
    void replyListsLimitedPiecesDueFirst() throws Exception {
        try (var market = new RunningMarket(RULES, new MemoryStore(), 0, 1e6).joined()) {
            var buyers = RULES.scenario().wirelessAgents();
            Map<String, Object> task = market.divisible(Map.of("text", "a"));
            for (int round = 0; round < 27; round++) {
                for (var buyer : buyers) {
                    market.deposit(buyer.id(), RunningMarket.MONEY, "more-" + round + buyer.id());
                    var late = RunningMarket.with(task, "deadlineSeconds", 1_000_000 - round);
                    String path = "agents/" + buyer.id() + "/tasks/t" + round;
                    assertThat(market.client(buyer.id()).put(path, late).status())
                            .isEqualTo(200);
                }
                market.sell();
            }
            String most = RULES.scenario().leaders().getFirst().id();
            List<Long> all = market.market.read(engine -> engine.openPieces(most)).stream()
                    .map(Piece::dueMillis)
                    .sorted()
                    .toList();
            assertThat(all).hasSizeGreaterThan(QueryHandler.MOST_PIECES);
            JsonNode pieces =
                    market.client(most).get("agents/" + most + "/work").json().path("pieces");
            assertThat(IntStream.range(0, pieces.size())
                            .mapToObj(i -> pieces.path(i).path("due").longValue()))
                    .isEqualTo(all.subList(0, QueryHandler.MOST_PIECES));
        }
    }
}
