package skybourse.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.server.journal.MerkleLeafTable.Leaves;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;

/** Other tables of a journal: leaves of the log, its key, and the hash chain. */
class JournalTablesTest {

    @TempDir
    private Path folder;

    private SqliteJournal journal() {
        return SqliteJournal.open(folder, "small", "rules", 7);
    }

    @Test
    void leavesAreStoredAtNextSync() throws IOException {
        var first = new Leaves(0, 0, List.of("a", "b"));
        var second = new Leaves(3, 2, List.of("c\u00e9"));
        try (SqliteJournal journal = journal()) {
            assertThat(journal.leaves().key()).isEmpty();
            journal.leaves().storeKey("its key");
            journal.leaves().publish(first, new byte[] {1});
            journal.leaves().publish(second, new byte[] {2});
            assertThat(journal.leaves().of(0)).isEmpty();
            journal.sync();
        }
        try (SqliteJournal journal = journal()) {
            assertThat(journal.leaves().key()).hasValue("its key");
            assertThat(journal.leaves().of(0)).hasValue(first);
            assertThat(journal.leaves().of(3)).hasValue(second);
            assertThat(journal.leaves().of(1)).isEmpty();
            List<Leaves> all = new ArrayList<>();
            assertThat(journal.leaves().all(0, all::add)).containsExactly(2);
            assertThat(all).containsExactly(first, second);
            all.clear();
            journal.leaves().all(2, all::add);
            assertThat(all).containsExactly(second);
        }
    }

    /** A round is indexed by its first and last entry, in the transaction of the entry. */
    @Test
    void roundsAreIndexedByClosingEntries() throws IOException {
        var frozen = new MarketEvent.RoundFrozen(0, List.of("WA1"), List.of("MA1"), "ab");
        try (SqliteJournal journal = journal()) {
            journal.append(entry(1, new MarketEvent.TaskExpired("WA1", "t1"), frozen));
            assertThat(journal.rounds().of(0)).isEmpty();
            journal.sync();
            assertThat(journal.rounds().of(0)).hasValue(new RoundEntryIndex.Span(1, 1));
            journal.append(entry(2, new MarketEvent.PiecePaid("r0.0", Piece.Cause.SILENCE)));
            journal.append(entry(3, new MarketEvent.RoundVoid(0, "no lot")));
            for (int round = 1; round < 1_500; round++) {
                journal.append(entry(3 + round, new MarketEvent.RoundVoid(round, "no task")));
            }
            journal.sync();
        }
        try (SqliteJournal journal = journal()) {
            assertThat(journal.rounds().of(0)).hasValue(new RoundEntryIndex.Span(1, 3));
            assertThat(journal.rounds().of(1)).hasValue(new RoundEntryIndex.Span(4, 4));
            assertThat(journal.rounds().of(1_499)).hasValue(new RoundEntryIndex.Span(1_502, 1_502));
            assertThat(journal.rounds().of(1_500)).isEmpty();
        }
    }

    private static Journal.Entry entry(long seq, MarketEvent... events) {
        return new Journal.Entry(seq, 0, "market", "", List.of(events));
    }

    /** Each number, each text and each boundary between texts changes the hash. */
    @Test
    void everyPartOfAnEntryChangesItsHash() {
        Set<String> hashes = new HashSet<>();
        String[][] texts = {{"ab", "c", "d"}, {"a", "bc", "d"}, {"ab", "", "cd"}, {"ab", "cd", ""}, {"xy", "c", "d"}};
        for (String[] parts : texts) {
            for (long seq = 1; seq <= 2; seq++) {
                for (long at = 1; at <= 2; at++) {
                    for (String before : List.of("m", "n")) {
                        hashes.add(hash(before, seq, at, parts));
                    }
                }
            }
        }
        assertThat(hashes).hasSize(texts.length * 8);
        assertThat(hash("m", 1, 1, texts[0])).isEqualTo(hash("m", 1, 1, texts[0]));
    }

    private static String hash(String before, long seq, long at, String[] parts) {
        var chain = new HashChain();
        byte[][] bytes = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = parts[i].getBytes(StandardCharsets.UTF_8);
        }
        byte[] hash = chain.next(chain.origin(before), seq, at, bytes[0], bytes[1], bytes[2]);
        return new String(hash, StandardCharsets.ISO_8859_1);
    }
}
