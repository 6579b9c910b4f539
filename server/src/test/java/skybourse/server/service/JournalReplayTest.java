package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.server.http.Routes;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;

class JournalReplayTest {

    private static final MarketRules RULES = RunningMarket.RULES;

    @TempDir
    private Path folder;

    private DurableStore store() {
        return DurableStore.open(folder, "drawn", "rules");
    }

    private JournalReplay.ReplaySummary replay() throws IOException {
        try (DurableStore store = store()) {
            return JournalReplay.of(store, RULES, MarketSigningKey.of(folder, "drawn"));
        }
    }

    private void sql(String change) throws Exception {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.sqlite"));
                Statement statement = file.createStatement()) {
            statement.execute(change);
        }
    }

    @Test
    void replayReproducesTheMarket() throws Exception {
        try (DurableStore store = store();
                var market = new RunningMarket(
                                RULES, store.start(RULES, 0, MarketSigningKey.of(folder, "drawn")), Routes.QUOTA)
                        .joined()) {
            for (int round = 0; round < 2; round++) {
                String task = market.putTask("t" + round);
                market.sell();
                market.deliver(task);
                assertThat(market.client(market.buyer().id())
                                .get(task + "?wait=9")
                                .status())
                        .isEqualTo(200);
            }
        }
        JournalReplay.ReplaySummary played = replay();
        assertThat(played.rounds()).isEqualTo(2);
        assertThat(played.entries()).isGreaterThan(20);
        assertThat(replay()).isEqualTo(played);
        sql("update leaf set first = first + 1 where round = 1");
        assertThatThrownBy(this::replay).hasMessageMatching("entry [0-9]+ leads to a round 1 that differs .*");
        sql("delete from leaf where round = 0");
        assertThatThrownBy(this::replay).hasMessageMatching("entry [0-9]+ leads to a round 0 that differs .*");
        sql("update entry set at = at + 1 where seq = 9");
        assertThatThrownBy(this::replay).hasMessage("entry 9 was changed after it was written");
    }

    @Test
    void replayNamesEntryThatViolatesInvariant() throws IOException {
        String agent = RULES.scenario().leaders().getFirst().id();
        try (DurableStore store = store()) {
            store.append(new Journal.Entry(
                    1, 1_000, "operator", "", List.of(new MarketEvent.MoneyDeposited(agent, 4, "in"))));
            store.append(new Journal.Entry(
                    2, 1_000, "operator", "", List.of(new MarketEvent.MoneyWithdrawn(agent, 5, "out"))));
            store.sync();
        }
        assertThatThrownBy(this::replay)
                .hasMessageStartingWith("entry 2 violates a money invariant: an agent has less money than is held");
    }
}
