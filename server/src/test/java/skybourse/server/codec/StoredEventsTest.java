package skybourse.server.codec;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.testing.StoredNames;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.event.SubmittedTask;

/** Names in the journal, in records and in receipts do not change when the code is renamed. */
class StoredEventsTest {

    @Test
    void journalNamesEqualGoldenFile() throws IOException {
        StoredNames names = new StoredNames(JournalEventText.JSON);
        JournalEventText.KINDS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(kind -> names.with(kind.getKey(), kind.getValue()));
        StoredNames.assertGolden("server/src/test/resources/golden/journal-names.txt", names.text());
    }

    /** Constants that the code writes by name, some of them in lower case. */
    @Test
    void recordConstantsEqualGoldenFile() throws IOException {
        StoredNames.assertGolden(
                "server/src/test/resources/golden/record-names.txt",
                new StoredNames(JournalEventText.JSON)
                        .constants("entries", MarketPayment.Reason.class)
                        .constants("outcomes", Piece.Cause.class)
                        .constants("how", RoundPrices.PriceOrigin.class)
                        .constants("state of a piece", Piece.Stage.class)
                        .constants("stage of a task", SubmittedTask.Stage.class)
                        .constants("kinds of problems", CommandReply.Kind.class)
                        .text());
    }
}
