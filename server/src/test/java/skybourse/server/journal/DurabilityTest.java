package skybourse.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.files.text.Sha256;

/** Writes are forced to disk before they are confirmed, and reads verify the stored bytes. */
class DurabilityTest {

    @TempDir
    private Path temp;

    private SqliteJournal journal() {
        return SqliteJournal.open(temp.resolve("market"), "small", "rules", 7);
    }

    /** SQLite does not report forced writes. Its settings say that it forces at each commit. */
    @Test
    void journalIsForcedAtEveryCommit() throws Exception {
        try (SqliteJournal journal = journal()) {
            Field field = SqliteJournal.class.getDeclaredField("writing");
            field.setAccessible(true);
            var writing = (Connection) field.get(journal);
            assertThat(text(writing, "pragma synchronous")).isEqualTo("2");
            assertThat(text(writing, "pragma journal_mode")).isEqualTo("wal");
            assertThat(text(writing, "pragma cell_size_check")).isEqualTo("1");
            assertThat(writing.getAutoCommit()).isFalse();
        }
    }

    private static String text(Connection of, String query) throws Exception {
        try (Statement statement = of.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getString(1);
        }
    }

    @Test
    void snapshotIsForcedBeforeRename() throws Exception {
        try (SqliteJournal journal = journal()) {
            Runnable write = journal.snapshotTask(() -> "state".getBytes(StandardCharsets.UTF_8));
            assertThat(forcedFiles(write)).containsExactly("snapshot.part");
        }
    }

    @Test
    void backupForcesFilesThenFolder() throws Exception {
        journal().close();
        Files.writeString(temp.resolve("market").resolve("market-key"), "x");
        Path copy = temp.resolve("copy");
        assertThat(forcedFiles(() -> MarketBackup.copy(temp.resolve("market"), copy)))
                .containsExactly("market-key", "journal.sqlite.part", "copy");
    }

    /** Returns the names of the files in the test's folder that are forced by some work, in order. */
    private List<String> forcedFiles(Runnable work) throws IOException {
        Path events = temp.resolve("events.jfr");
        try (var recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(events);
        }
        return RecordingFile.readAllEvents(events).stream()
                .map(event -> Path.of(event.getString("path")))
                .filter(path -> path.startsWith(temp))
                .map(path -> path.getFileName().toString())
                .toList();
    }

    @Test
    void changedPayloadIsRefused() throws Exception {
        byte[] bytes = {1, 2, 3};
        try (SqliteJournal journal = journal()) {
            journal.blobs().store(bytes, 5);
            journal.sync();
        }
        Path file = temp.resolve("market").resolve("journal.sqlite");
        try (Connection change = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = change.createStatement()) {
            statement.execute("update blob set bytes = x'010204'");
        }
        String digest = Sha256.of(bytes);
        try (SqliteJournal journal = journal()) {
            assertThatThrownBy(() -> journal.blobs().of(digest))
                    .isInstanceOf(IOException.class)
                    .hasMessage("differs from the stored bytes: " + digest);
        }
    }
}
