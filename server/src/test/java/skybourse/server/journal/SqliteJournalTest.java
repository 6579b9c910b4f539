package skybourse.server.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.files.text.Sha256;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.Journal;
import skybourse.venue.SingleWriter;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;

class SqliteJournalTest {

    /** Distance of flipped bytes; {@code -Dflip.every=1} flips each byte. */
    private static final int EVERY = Integer.getInteger("flip.every", 1499);

    @TempDir
    private Path folder;

    private SqliteJournal journal() {
        return SqliteJournal.open(folder, "small", "rules", 7);
    }

    private static void write(SingleWriter writer, List<MarketCommand> commands, long now) throws IOException {
        writer.write(commands.stream().map(Agents::asked).toList(), now);
    }

    /** Plays three rounds. The last one waits for its prices. */
    private SingleWriter playRounds(SqliteJournal journal) throws IOException {
        ExchangeEngine engine = journal.recover(Agents.RULES).venue();
        var writer = new SingleWriter(engine, journal, 0, _ -> {});
        write(writer, Agents.joining(), 1_000);
        for (int round = 0; round < 3; round++) {
            write(writer, Agents.tasks("t" + round, round), 2_000 + 100_000L * round);
            write(writer, List.of(Agents.freeze(engine)), 3_000 + 100_000L * round);
            if (round < 2) {
                write(writer, Agents.solved(engine), 4_000 + 100_000L * round);
                List<MarketCommand> results = Agents.results(engine);
                write(writer, results.subList(0, results.size() / 2), 4_100 + 100_000L * round);
                writer.tick(50_000 + 100_000L * round);
                writer.tick(60_000 + 100_000L * round);
            }
        }
        return writer;
    }

    private static void assertEqual(ExchangeEngine one, ExchangeEngine other) {
        assertThat(other.agents()).isEqualTo(one.agents());
        assertThat(other.pieces()).isEqualTo(one.pieces());
        assertThat(other.lastPrices()).isEqualTo(one.lastPrices());
        assertThat(other.round()).isEqualTo(one.round());
        assertThat(other.frozenRound().map(round -> round.scenario()))
                .isEqualTo(one.frozenRound().map(round -> round.scenario()));
    }

    @Test
    void recoveredMarketIsEqual() throws IOException {
        SingleWriter writer;
        try (SqliteJournal journal = journal()) {
            writer = playRounds(journal);
            assertThat(writer.venue().frozenRound()).isPresent();
        }
        try (SqliteJournal journal = journal()) {
            SqliteJournal.RecoveredMarket read = journal.recover(Agents.RULES);
            assertEqual(writer.venue(), read.venue());
            assertThat(read.seq()).isEqualTo(writer.seq()).isGreaterThan(30);
            assertThat(read.at()).isEqualTo(203_000);
            var further = new SingleWriter(read.venue(), journal, read.at(), _ -> {});
            write(further, Agents.solved(read.venue()), 204_000);
            assertThat(journal.entries(read.seq(), 10))
                    .hasSize(1)
                    .first()
                    .extracting(Journal.Entry::seq)
                    .isEqualTo(read.seq() + 1);
        }
        try (SqliteJournal journal = journal()) {
            assertThat(journal.recover(Agents.RULES).seq()).isEqualTo(writer.seq() + 1);
        }
    }

    @Test
    void unsyncedEntriesAreLost() throws IOException {
        try (SqliteJournal journal = journal()) {
            SingleWriter writer = playRounds(journal);
            journal.append(new Journal.Entry(
                    writer.seq() + 1,
                    0,
                    "x",
                    "",
                    List.of(new skybourse.venue.event.MarketEvent.TaskExpired("WA1", "t2"))));
            assertThat(journal.entries(writer.seq(), 10)).isEmpty();
        }
        try (SqliteJournal journal = journal()) {
            assertThat(journal.recover(Agents.RULES)
                            .venue()
                            .task("WA1", "t2")
                            .orElseThrow()
                            .stage()
                            .name())
                    .isEqualTo("OPEN");
        }
    }

    @Test
    void payloadsAreStoredByDigest() throws IOException {
        byte[] bytes = {1, 2, 3};
        String digest = Sha256.of(bytes);
        try (SqliteJournal journal = journal()) {
            journal.blobs().store(bytes, 5);
            assertThat(journal.blobs().of(digest)).isEmpty();
            journal.sync();
            assertThat(journal.blobs().of(digest)).hasValue(bytes);
            assertThat(journal.blobs().of("0")).isEqualTo(Optional.empty());
            assertThat(journal.blobs().length(digest)).hasValue(bytes.length);
            assertThat(journal.blobs().length("0")).isEmpty();
            assertThat(journal.blobs().part(digest, 1, bytes.length))
                    .hasValue(Arrays.copyOfRange(bytes, 1, bytes.length));
            assertThat(journal.blobs().part(digest, 0, 1)).hasValue(new byte[] {bytes[0]});
            assertThat(journal.blobs().part(digest, 1, 1)).hasValue(new byte[0]);
            assertThat(journal.blobs().part("0", 0, 1)).isEmpty();
            journal.blobs().store(new byte[] {9}, 7);
            journal.blobs().drop(7, Set.of(digest));
            journal.sync();
            assertThat(journal.blobs().of(digest)).isPresent();
            journal.blobs().store(bytes, 8);
            journal.blobs().drop(8, Set.of());
            journal.sync();
            assertThat(journal.blobs().of(digest)).isPresent();
            assertThat(journal.blobs().of(Sha256.of(new byte[] {9}))).isEmpty();
        }
    }

    /** Erased bytes are in no file of the folder any more. Other bytes stay. */
    @Test
    void erasedBytesAreOverwritten() throws IOException {
        byte[] secret = "a secret that must not stay on the disk".repeat(500).getBytes(UTF_8);
        byte[] other = "a text that stays on the disk".repeat(500).getBytes(UTF_8);
        try (SqliteJournal journal = journal()) {
            journal.recover(Agents.RULES);
            journal.blobs().store(secret, 1);
            journal.blobs().store(other, 1);
            journal.sync();
            assertThat(contents()).contains("must not stay");
            journal.blobs().erase(Sha256.of(secret));
            journal.blobs().erase("00".repeat(32));
            journal.sync();
            assertThat(journal.blobs().of(Sha256.of(secret))).isEmpty();
            assertThat(contents()).doesNotContain("must not stay").contains("that stays");
            journal.blobs().store(secret, 2);
            journal.sync();
            assertThat(journal.blobs().of(Sha256.of(secret))).contains(secret);
        }
    }

    private String contents() throws IOException {
        var all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file, ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void refusesJournalInUseOrOfOtherRules() {
        try (SqliteJournal journal = journal()) {
            assertThatThrownBy(this::journal)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("is in use");
            assertThat(journal.recover(Agents.RULES).seq()).isZero();
        }
        assertThatThrownBy(() -> SqliteJournal.open(folder, "small", "other rules", 7))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("for other rules");
        journal().close(); // the refused open holds no lock
    }

    /** A journal that stays open would be reported as in use. */
    @ParameterizedTest
    @ValueSource(strings = {"entry", "tail", "blob", "leaf"})
    void failedOpenReleasesLock(String table) throws Exception {
        journal().close();
        sql("drop table " + table);
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(this::journal)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("no such table: " + table);
        }
    }

    @Test
    void newFolderIsReadableByOwnerOnly() throws IOException {
        Path inner = folder.resolve("market");
        SqliteJournal.open(inner, "small", "rules", 7).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inner)))
                .isEqualTo("rwx------");
    }

    /** A journal that was readable by all is restricted to the owner when it is opened. */
    @Test
    void openingRestrictsOldJournalToOwner() throws IOException {
        journal().close();
        Path log = Files.createFile(folder.resolve("journal.sqlite-wal"));
        Path journal = folder.resolve("journal.sqlite");
        for (Path file : List.of(journal, log)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        try (SqliteJournal open = journal()) {
            assertThat(open.seq()).isZero();
            for (Path file : List.of(journal, log)) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    /** Entries are read in batches of some thousands; none is repeated or left out. */
    @Test
    void manyEntriesAreReplayedInOrder() throws IOException {
        int many = 9_000;
        try (SqliteJournal journal = journal()) {
            journal.recover(Agents.RULES);
            for (int seq = 1; seq <= many; seq++) {
                journal.append(
                        new Journal.Entry(seq, seq, "x", "", List.of(new MarketEvent.RoundVoid(seq - 1L, "no task"))));
            }
            journal.sync();
        }
        try (SqliteJournal journal = journal()) {
            List<Long> replayed = new ArrayList<>();
            ExchangeEngine engine = ExchangeEngine.open(Agents.RULES);
            assertThat(journal.recover(engine, entry -> replayed.add(entry.seq()))
                            .seq())
                    .isEqualTo(many);
            assertThat(replayed).hasSize(many).doesNotHaveDuplicates().isSorted();
            assertThat(engine.round()).isEqualTo(many);
        }
    }

    @Test
    void refusesEntriesThatViolateInvariants() throws IOException {
        try (SqliteJournal journal = journal()) {
            journal.append(new Journal.Entry(1, 1, "x", "", List.of(new MarketEvent.MoneyWithdrawn("WA1", 5, "out"))));
            journal.sync();
        }
        try (SqliteJournal journal = journal()) {
            assertThatThrownBy(() -> journal.recover(Agents.RULES))
                    .isInstanceOf(JournalException.class)
                    .hasMessageStartingWith("violates a money invariant: ");
        }
    }

    @Test
    void refusesJournalOfOtherVersion() throws Exception {
        journal().close();
        for (var refusal : Map.of(
                        2, "has version 2; this program reads version 6",
                        5, "has version 5; this program reads version 6. Version 0.2.0 reads it: `backup`, `replay`.",
                        7, "has version 7; this program reads version 6. A later release wrote it.")
                .entrySet()) {
            sql("pragma user_version=" + refusal.getKey());
            assertThatThrownBy(this::journal).hasMessage(refusal.getValue());
        }
    }

    @Test
    void changedEntriesAreDetectedAndNamed() throws Exception {
        long entries;
        try (SqliteJournal journal = journal()) {
            entries = playRounds(journal).seq();
        }
        byte[] whole = Files.readAllBytes(folder.resolve("journal.sqlite"));
        assertDetected(whole, "update entry set at = at + 1 where seq = 5", "entry 5 was changed after it was written");
        assertDetected(
                whole, "update entry set actor = 'WA2' where seq = 6", "entry 6 was changed after it was written");
        assertDetected(
                whole, "update entry set text = text || ' ' where seq = 7", "entry 7 was changed after it was written");
        assertDetected(
                whole,
                "update entry set events = replace(events, '500000000', '500000001') where seq = 1",
                "entry 1 was changed after it was written");
        assertDetected(whole, "delete from entry where seq = 8", "entry 8 was changed after it was written");
        assertDetected(whole, "delete from entry where seq = " + entries, "entry " + entries + " is missing");
        assertDetected(whole, "update tail set seq = seq + 1", "is missing");
    }

    private void assertDetected(byte[] whole, String change, String words) throws Exception {
        Files.write(folder.resolve("journal.sqlite"), whole);
        sql(change);
        try (SqliteJournal journal = journal()) {
            assertThatThrownBy(() -> journal.recover(Agents.RULES)).hasMessageContaining(words);
        }
    }

    private void sql(String change) throws Exception {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.sqlite"));
                Statement statement = file.createStatement()) {
            statement.execute(change);
        }
    }

    /** For each flipped byte, the result is an equal market or an error. */
    @Test
    void flippedByteNeverGivesAnotherMarket() throws IOException {
        SingleWriter writer;
        try (SqliteJournal journal = journal()) {
            writer = playRounds(journal);
        }
        Path file = folder.resolve("journal.sqlite");
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int at = 0; at < whole.length; at += EVERY) {
            whole[at] ^= (byte) (1 << (at % 8));
            Files.write(file, whole);
            Files.deleteIfExists(folder.resolve("journal.sqlite-wal"));
            Files.deleteIfExists(folder.resolve("journal.sqlite-shm"));
            try (SqliteJournal journal = journal()) {
                SqliteJournal.RecoveredMarket read = journal.recover(Agents.RULES);
                assertEqual(writer.venue(), read.venue());
            } catch (JournalException e) {
                refused++;
            }
            whole[at] ^= (byte) (1 << (at % 8));
        }
        assertThat(refused).isGreaterThan(whole.length / EVERY / 5);
    }
}
