package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;
import tools.jackson.databind.JsonNode;

/** The limit of {@code events} counts visible events. The next request continues at {@code after}. */
class EventsTest {

    /** 350 entries. Those of 1, 2 and 300 to 349 have a public event, 349 has two; the others are about money. */
    private static MemoryStore store() {
        var store = new MemoryStore();
        for (int seq = 1; seq <= 350; seq++) {
            MarketEvent left = new MarketEvent.AgentLeft("WA1", seq);
            boolean isPublic = seq <= 2 || (seq >= 300 && seq < 350);
            List<MarketEvent> events = seq == 349
                    ? List.of(left, left)
                    : List.of(isPublic ? left : new MarketEvent.MoneyDeposited("WA1", 1, "in-" + seq));
            store.append(new Journal.Entry(seq, 0, "x", "", events));
        }
        return store;
    }

    private static JsonNode events(RunningMarket market, String query) throws IOException {
        return market.operator.get("events?" + query).json();
    }

    @Test
    void limitCountsVisibleEvents() throws IOException {
        MemoryStore store = store();
        try (var market = new RunningMarket(RunningMarket.RULES, store, 0)) {
            JsonNode first = events(market, "limit=5");
            assertThat(seqs(first)).containsExactly(1L, 2L, 300L, 301L, 302L);
            assertThat(first.path("after").longValue()).isEqualTo(302);
            assertThat(seqs(events(market, "limit=2&after=302"))).containsExactly(303L, 304L);
            assertThat(seqs(events(market, "limit=1&after=2"))).containsExactly(300L);
            JsonNode rest = events(market, "after=302");
            assertThat(seqs(rest)).hasSize(48).endsWith(348L, 349L, 349L);
            assertThat(rest.path("after").longValue()).isEqualTo(350);
            JsonNode whole = events(market, "limit=1&after=348");
            assertThat(seqs(whole)).containsExactly(349L, 349L);
            assertThat(whole.path("after").longValue()).isEqualTo(349);
            JsonNode none = events(market, "limit=0&after=3");
            assertThat(seqs(none)).isEmpty();
            assertThat(none.path("after").longValue()).isEqualTo(3);
        }
    }

    private static List<Long> seqs(JsonNode told) {
        return told.path("events")
                .valueStream()
                .map(event -> event.path("seq").longValue())
                .toList();
    }
}
