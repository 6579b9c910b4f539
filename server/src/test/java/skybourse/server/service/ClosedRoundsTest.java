package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.client.ExchangeClient;
import skybourse.server.http.Routes;
import skybourse.server.journal.RoundEntryIndex;
import skybourse.server.signedlog.ClosedRound;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;

/** Closed rounds are found by number, and repeated requests to close one have the first reply. */
class ClosedRoundsTest {

    private static final MarketRules RULES = RunningMarket.RULES;

    @TempDir
    private Path folder;

    private DurableStore store() {
        return DurableStore.open(folder, "drawn", "rules");
    }

    private RunningMarket market(DurableStore store) throws IOException {
        return new RunningMarket(RULES, store.start(RULES, 0, store.key()), Routes.QUOTA);
    }

    @Test
    void closingAgainHasTheFirstReply() throws IOException {
        byte[] first;
        var round = Map.of("round", 0);
        try (DurableStore store = store();
                RunningMarket market = market(store)) {
            market.joined().putTask("t1");
            first = market.operator.put("operator/round", round).body();
            market.market.await("", 20_000, _ -> market.market.seq(), seq -> seq > 20);
            market.deposit(market.buyer().id(), 1, "later");
            assertThat(market.operator.put("operator/round", round).body()).isEqualTo(first);
        }
        try (DurableStore store = store();
                RunningMarket market = market(store)) {
            assertThat(market.operator.put("operator/round", round).body()).isEqualTo(first);
            RunningMarket.problem(market.operator.put("operator/round", Map.of("round", -1)), 409, "cannot be closed");
        }
    }

    /** Two requests that both find the round open have one reply. */
    @Test
    void concurrentClosesHaveTheSameReply() throws Exception {
        var both = new CyclicBarrier(2);
        var looks = new AtomicInteger();
        var store = new MemoryStore() {
            @Override
            public Optional<RoundEntryIndex.Span> round(long number) {
                Optional<RoundEntryIndex.Span> found = super.round(number);
                if (looks.getAndIncrement() < 2) {
                    try {
                        both.await(20, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
                return found;
            }
        };
        try (var market = new RunningMarket(RULES, store, 0).joined()) {
            market.putTask("t1");
            var round = Map.of("round", 0);
            var first = RunningMarket.later(() -> market.operator.put("operator/round", round));
            var second =
                    ExchangeClient.once(market.base, RunningMarket.OPERATOR).put("operator/round", round);
            assertThat(RunningMarket.text(first.get(20, TimeUnit.SECONDS)))
                    .startsWith("200 ")
                    .isEqualTo(RunningMarket.text(second));
        }
    }

    @Test
    void voidRoundIsFoundAfterRestart() throws IOException {
        String told;
        try (DurableStore store = store();
                RunningMarket market = market(store)) {
            String id = market.buyer().id();
            market.deposit(id, RunningMarket.MONEY, "in");
            market.client(id).put("agents/" + id, Map.of("version", 1));
            market.putTask("t1");
            assertThat(market.operator.put("operator/round", Map.of("round", 0)).status())
                    .isEqualTo(200);
            told = RunningMarket.text(market.operator.get("rounds/0"));
            assertThat(told).startsWith("200 ").contains("\"state\":\"VOID\",\"reason\":\"no leader\"");
        }
        try (DurableStore store = store();
                RunningMarket market = market(store)) {
            assertThat(RunningMarket.text(market.operator.get("rounds/0"))).isEqualTo(told);
            RunningMarket.problem(market.operator.get("rounds/1"), 404, "round");
        }
    }

    @Test
    void closedRoundMayBecomeVoid() throws IOException {
        var frozen = new MarketEvent.RoundFrozen(0, List.of("WA1"), List.of("MA1"), "ab");
        var store = new MemoryStore();
        store.append(new Journal.Entry(1, 70, "market", "", List.of(new MarketEvent.TaskExpired("WA2", "t"), frozen)));
        assertThat(ClosedRound.of(store, 0)).contains(new ClosedRound(0, 1, frozen, "", 70));
        store.append(new Journal.Entry(2, 80, "market", "", List.of(new MarketEvent.RoundVoid(1, "no task"))));
        store.append(new Journal.Entry(3, 90, "market", "", List.of(new MarketEvent.RoundVoid(0, "no lot"))));
        assertThat(ClosedRound.of(store, 0)).contains(new ClosedRound(0, 1, frozen, "no lot", 90));
        assertThat(ClosedRound.of(store, 1)).contains(new ClosedRound(1, 2, null, "no task", 80));
        assertThat(ClosedRound.of(store, 2)).isEmpty();
    }

    /** The index is not part of the hash chain, so the entry that it points to is checked. */
    @Test
    void changedRoundIndexIsDetected() throws Exception {
        try (DurableStore store = store()) {
            store.append(new Journal.Entry(1, 70, "market", "", List.of(new MarketEvent.RoundVoid(0, "no task"))));
            store.append(new Journal.Entry(2, 70, "market", "", List.of(new MarketEvent.RoundVoid(1, "no task"))));
            store.sync();
        }
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.sqlite"));
                Statement statement = file.createStatement()) {
            statement.execute("update round set first = 2, last = 2 where number = 0");
        }
        try (DurableStore store = store()) {
            assertThatThrownBy(() -> ClosedRound.of(store, 0))
                    .hasMessage("the index of rounds was changed after it was written: round 0");
            assertThat(ClosedRound.of(store, 1)).isPresent();
        }
    }
}
