package skybourse.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.venue.SingleWriter;

/** A journal that SQLite cannot read is reported as damaged, with advice for the operator. */
class TornJournalTest {

    private static final String DAMAGED = "journal.sqlite is damaged (torn or truncated): ";

    @TempDir
    private Path temp;

    private Path folder;
    private Path file;
    private byte[] complete;

    private SqliteJournal journal() {
        return SqliteJournal.open(folder, "small", "rules", 7);
    }

    @BeforeEach
    void write() throws IOException {
        folder = temp.resolve("market");
        try (SqliteJournal journal = journal()) {
            var writer = new SingleWriter(journal.recover(Agents.RULES).venue(), journal, 0, _ -> {});
            writer.write(Agents.joining().stream().map(Agents::asked).toList(), 1_000);
            journal.snapshotTask(() -> "state".getBytes(StandardCharsets.UTF_8)).run();
        }
        file = folder.resolve("journal.sqlite");
        complete = Files.readAllBytes(file);
    }

    private void recover() {
        try (SqliteJournal journal = journal()) {
            journal.recover(Agents.RULES);
        }
    }

    private void assertDamaged() {
        assertThatThrownBy(this::recover)
                .isInstanceOfSatisfying(
                        JournalException.class,
                        wrong -> assertThat(wrong.advice("else")).startsWith("restore a backup: "))
                .hasMessageStartingWith(DAMAGED);
    }

    @Test
    void truncatedJournalIsReportedAsDamaged() throws IOException {
        for (int length : new int[] {0, 1, 99, 511, 4_096, complete.length / 2, complete.length - 4_096}) {
            Files.write(file, Arrays.copyOf(complete, length));
            assertDamaged();
        }
        assertThatThrownBy(() -> MarketBackup.copy(folder, temp.resolve("copy")))
                .hasMessageStartingWith(DAMAGED);
        assertThat(temp.resolve("copy").resolve("journal.sqlite")).doesNotExist();
        Files.write(file, complete);
        recover();
    }

    @Test
    void badPageIsReportedAsDamage() throws IOException {
        for (int page = 1; page < complete.length / 4_096; page++) {
            byte[] torn = complete.clone();
            Arrays.fill(torn, 4_096 * page, 4_096 * (page + 1), (byte) 0xff);
            Files.write(file, torn);
            try {
                recover(); // of a table that opening does not read
            } catch (JournalException wrong) {
                assertThat(wrong).hasMessageStartingWith(DAMAGED);
            }
        }
        Arrays.fill(complete, 0, 16, (byte) 'x');
        Files.write(file, complete);
        assertDamaged();
    }

    /** SQLite's codes 11 and 26 mean damage at any depth of causes. A busy or full disk is no damage. */
    @ParameterizedTest
    @CsvSource({"11, true", "26, true", "5, false", "13, false", "0, false"})
    void damageIsFoundInNestedCauses(int code, boolean isDamaged) {
        var failure = new SQLException("malformed", "", code);
        for (Throwable cause :
                List.of(failure, new IOException(failure), new UncheckedIOException(new IOException("x", failure)))) {
            var wrong = new JournalException("entry 3 cannot be read", cause);
            assertThat(wrong).hasMessage((isDamaged ? DAMAGED : "") + "entry 3 cannot be read");
            assertThat(wrong.advice("else").startsWith("restore a backup: ")).isEqualTo(isDamaged);
        }
    }

    @Test
    void otherFailuresAreNotReportedAsDamage() throws IOException {
        var other = new JournalException("is in use");
        assertThat(other.advice("give another folder.")).isEqualTo("give another folder.");
        assertThat(new JournalException("no", new IOException("disk full"))).hasMessage("no");
        Path inFile = file.resolve("market");
        assertThatThrownBy(() -> SqliteJournal.open(inFile, "small", "rules", 7))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(inFile + ": cannot be written: ");
    }
}
