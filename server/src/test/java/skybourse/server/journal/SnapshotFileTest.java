package skybourse.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.files.text.Sha256;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.Journal;
import skybourse.venue.SingleWriter;

/** A snapshot is used only if it is complete and belongs to these entries. */
class SnapshotFileTest {

    @TempDir
    private Path folder;

    private SqliteJournal journal() {
        return SqliteJournal.open(folder, "small", "rules", 7);
    }

    /**
     * Writes one entry for each joining command, with a snapshot in the middle. Returns the number of the last entry in
     * the snapshot.
     */
    private long writeWithSnapshot() throws IOException {
        try (SqliteJournal journal = journal()) {
            assertThat(journal.snapshot()).isEmpty();
            var writer = new SingleWriter(journal.recover(Agents.RULES).venue(), journal, 0, _ -> {});
            var joining = Agents.joining().stream().map(Agents::asked).toList();
            writer.write(joining.subList(0, 6), 1_000);
            journal.snapshotTask(() -> "state\nof it".getBytes(StandardCharsets.UTF_8))
                    .run();
            writer.write(joining.subList(6, joining.size()), 2_000);
            return 6;
        }
    }

    @Test
    void recoveryReplaysEntriesAfterSnapshot() throws IOException {
        long seq = writeWithSnapshot();
        try (SqliteJournal journal = journal()) {
            SnapshotFile.Snapshot read = journal.snapshot().orElseThrow();
            assertThat(read.seq()).isEqualTo(seq);
            assertThat(read.at()).isEqualTo(1_000);
            assertThat(new String(read.state(), StandardCharsets.UTF_8)).isEqualTo("state\nof it");
            List<Journal.Entry> behind = new ArrayList<>();
            ExchangeEngine engine = ExchangeEngine.open(Agents.RULES);
            journal.entries(0, (int) seq).forEach(entry -> engine.apply(entry.seq(), entry.at(), entry.events()));
            SqliteJournal.RecoveredMarket recovered = journal.recover(engine, read, behind::add);
            assertThat(recovered.at()).isEqualTo(2_000);
            assertThat(recovered.seq()).isEqualTo(Agents.joining().size());
            assertThat(journal.seq()).isEqualTo(recovered.seq());
            assertThat(behind).isEqualTo(journal.entries(seq, 1_000));
            assertThat(behind.getFirst().seq()).isEqualTo(seq + 1);
            assertThat(behind.getFirst().actor()).isEqualTo("operator");
            assertThat(behind.getFirst().text()).startsWith("Deposit[agent=");
            assertThat(journal.entries(seq, 2)).hasSize(2);
        }
    }

    @Test
    void refusesSnapshotWithAnyFlippedByte() throws IOException {
        writeWithSnapshot();
        Path file = folder.resolve(SnapshotFile.FILE);
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            Files.write(file, flipped);
            assertRefused();
        }
        for (int length : new int[] {0, 10, 65, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused();
        }
    }

    private void assertRefused() throws IOException {
        try (SqliteJournal journal = journal()) {
            assertThatThrownBy(journal::snapshot).isInstanceOf(JournalException.class);
        }
    }

    @Test
    void refusesSnapshotOfOtherFormat() throws IOException {
        writeWithSnapshot();
        Path file = folder.resolve(SnapshotFile.FILE);
        Files.writeString(file, Files.readString(file).replace("snapshot-7", "snapshot-3"));
        try (SqliteJournal journal = journal()) {
            assertThatThrownBy(journal::snapshot)
                    .hasMessage("has format skybourse-snapshot-3; this program reads format skybourse-snapshot-7");
        }
    }

    /** A forged number, hash or format is detected although the digest fits. */
    @Test
    void refusesSnapshotOfOtherEntries() throws IOException {
        long seq = writeWithSnapshot();
        Path file = folder.resolve(SnapshotFile.FILE);
        String whole = Files.readString(file).split("\n", 2)[1];
        String head = whole.split("\n", 2)[0];
        String[] words = head.split(" ");
        List<String> others = List.of(
                head.replace("snapshot-7", "snapshot-9"),
                words[0] + " " + (seq + 1) + " " + words[2] + " " + words[3],
                words[0] + " 9999 " + words[2] + " " + words[3],
                words[0] + " " + seq + " " + words[2] + " " + "ab".repeat(32),
                words[0] + " " + seq + " " + words[2]);
        for (String other : others) {
            String forged = whole.replace(head, other);
            Files.writeString(file, Sha256.of(forged.getBytes(StandardCharsets.UTF_8)) + "\n" + forged);
            assertRefused();
        }
        Files.writeString(file, Sha256.of(whole.getBytes(StandardCharsets.UTF_8)) + "\n" + whole);
        try (SqliteJournal journal = journal()) {
            assertThat(journal.snapshot()).isPresent();
        }
    }
}
