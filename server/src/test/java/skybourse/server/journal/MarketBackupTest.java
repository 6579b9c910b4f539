package skybourse.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.venue.SingleWriter;

class MarketBackupTest {

    @TempDir
    private Path temp;

    private Path market;
    private Path copy;

    @BeforeEach
    void names() {
        market = temp.resolve("market");
        copy = temp.resolve("copy");
    }

    private SqliteJournal journal(Path folder) {
        return SqliteJournal.open(folder, "small", "rules", 7);
    }

    /**
     * A running market is backed up in the state after its last synchronized entry. The backup can be opened, and be
     * copied back.
     */
    @Test
    void runningMarketIsBackedUpAndRestored() throws IOException {
        try (SqliteJournal journal = journal(market)) {
            var writer = new SingleWriter(journal.recover(Agents.RULES).venue(), journal, 0, _ -> {});
            writer.write(Agents.joining().stream().map(Agents::asked).toList(), 1_000);
            Files.writeString(market.resolve("operator-secret"), "x");
            Files.writeString(market.resolve("snapshot"), "of other entries than the copy may have");
            long seq = writer.seq();
            journal.append(new skybourse.venue.Journal.Entry(
                    seq + 1, 0, "x", "", List.of(new skybourse.venue.event.MarketEvent.AgentBarred("WA1", 1, true))));
            assertThat(MarketBackup.copy(market, copy)).isEqualTo(new MarketBackup.BackupResult("small", seq));
            assertThat(copy.resolve("operator-secret")).hasContent("x");
            assertThat(copy.resolve("lock")).doesNotExist();
            assertThat(copy.resolve("snapshot")).doesNotExist();
            try (SqliteJournal other = journal(copy)) {
                SqliteJournal.RecoveredMarket read = other.recover(Agents.RULES);
                assertThat(read.seq()).isEqualTo(seq);
                assertThat(read.venue().agents()).hasSameSizeAs(writer.venue().agents());
                assertThat(read.venue().agent("WA1").orElseThrow().isBarred()).isFalse();
            }
        }
        Files.createDirectory(copy.resolve("a-folder-of-somebody"));
        Path back = temp.resolve("back");
        assertThat(MarketBackup.copy(copy, back).entries()).isPositive();
        try (var files = Files.list(back)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("journal.sqlite", "operator-secret");
        }
        for (String name : List.of("journal.sqlite", "operator-secret")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(back.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void refusesExistingTargetAndDamagedJournal() throws Exception {
        assertThatThrownBy(() -> MarketBackup.copy(market, copy)).hasMessageStartingWith("contains no market");
        try (SqliteJournal journal = journal(market)) {
            var writer = new SingleWriter(journal.recover(Agents.RULES).venue(), journal, 0, _ -> {});
            writer.write(Agents.joining().stream().map(Agents::asked).toList(), 1_000);
        }
        assertThatThrownBy(() -> MarketBackup.copy(market, market))
                .hasMessageStartingWith("must be empty or must not exist");
        assertThatThrownBy(() -> MarketBackup.copy(market, temp))
                .hasMessageStartingWith("must be empty or must not exist");
        sql("update entry set at = at + 1 where seq = 5");
        assertThatThrownBy(() -> MarketBackup.copy(market, copy))
                .hasMessage("entry 5 was changed after it was written");
        assertThat(copy.resolve("journal.sqlite")).doesNotExist();
        sql("update entry set at = at - 1 where seq = 5");
        MarketBackup.copy(market, temp.resolve("whole"));
        sql("delete from entry where seq = (select max(seq) from entry)");
        assertThatThrownBy(() -> MarketBackup.copy(market, temp.resolve("cut"))).hasMessageEndingWith(" is missing");
        sql("pragma user_version=9");
        assertThatThrownBy(() -> MarketBackup.copy(market, temp.resolve("other")))
                .hasMessageContaining("has version 9; this program reads");
    }

    /**
     * SQLite cannot create its index beside a journal in a read-only folder. A dangling link with the name of the index
     * has the same effect.
     */
    @Test
    void backsUpReadOnlyFolder() throws IOException {
        Path stopped = temp.resolve("stopped");
        long seq;
        try (SqliteJournal journal = journal(market)) {
            var writer = new SingleWriter(journal.recover(Agents.RULES).venue(), journal, 0, _ -> {});
            writer.write(Agents.joining().stream().map(Agents::asked).toList(), 1_000);
            seq = writer.seq();
            Files.createDirectory(stopped); // as after a power cut: entries are only in the write-ahead log
            for (String file : new String[] {"journal.sqlite", "journal.sqlite-wal"}) {
                Files.copy(market.resolve(file), stopped.resolve(file));
            }
        }
        for (Path from : new Path[] {stopped, market}) {
            Files.createSymbolicLink(from.resolve("journal.sqlite-shm"), temp.resolve("nothing"));
            Path to = temp.resolve("of-" + from.getFileName());
            assertThat(MarketBackup.copy(from, to)).isEqualTo(new MarketBackup.BackupResult("small", seq));
            try (var files = Files.list(to)) {
                assertThat(files.map(file -> file.getFileName().toString())).containsExactly("journal.sqlite");
            }
        }
    }

    @Test
    void failedBackupNamesFoldersAndReason() throws IOException {
        journal(market).close();
        Path file = Files.createFile(temp.resolve("file"));
        assertThatThrownBy(() -> MarketBackup.copy(market, file.resolve("copy")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot be copied: " + market + " to " + file.resolve("copy") + ": ");
    }

    private void sql(String change) throws Exception {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + market.resolve("journal.sqlite"));
                Statement statement = file.createStatement()) {
            statement.execute(change);
        }
    }
}
