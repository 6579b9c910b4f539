package skybourse.server.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.files.text.Sha256;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;

/** Files of a journal: permissions, format, locks, and remains of interrupted programs. */
class JournalFilesTest {

    @TempDir
    private Path temp;

    private Path folder() {
        return temp.resolve("market");
    }

    private SqliteJournal journal() {
        return SqliteJournal.open(folder(), "small", "rules", 7);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static Journal.Entry entry(long seq, String actor, String text) {
        return new Journal.Entry(
                seq, 100 + seq, actor, text, List.of(new MarketEvent.RoundVoid(seq - 1, "no t\u00e4sk")));
    }

    /** Writes entries with texts of one to four bytes per character, and with an empty one. */
    private void write(SqliteJournal journal, int from, int to) throws IOException {
        for (int seq = from; seq <= to; seq++) {
            journal.append(entry(seq, "\u00e9" + seq, seq % 3 == 0 ? "" : "\u20ac \ud83d\ude00\n" + seq));
        }
        journal.sync();
    }

    private <T> T sql(String query, Class<T> type) throws Exception {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder().resolve("journal.sqlite"));
                Statement statement = file.createStatement()) {
            if (!statement.execute(query)) {
                return type.cast(null);
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return type.cast(type == byte[].class ? row.getBytes(1) : row.getObject(1));
            }
        }
    }

    @Test
    void entriesWithUnicodeTextAreReadBack() throws IOException {
        List<Journal.Entry> replayed = new ArrayList<>();
        try (SqliteJournal journal = journal()) {
            journal.recover(Agents.RULES);
            write(journal, 1, 5);
        }
        try (SqliteJournal journal = journal()) {
            journal.recover(ExchangeEngine.open(Agents.RULES), replayed::add);
            assertThat(journal.entries(0, 10)).isEqualTo(replayed);
        }
        assertThat(replayed).hasSize(5);
        assertThat(replayed.get(1)).isEqualTo(entry(2, "\u00e92", "\u20ac \ud83d\ude00\n2"));
        assertThat(replayed.get(2)).isEqualTo(entry(3, "\u00e93", ""));
    }

    /**
     * The hash of an entry, computed from its bytes. A change of the format would make all older journals unreadable.
     */
    @Test
    void hashChainHasDocumentedFormat() throws Exception {
        try (SqliteJournal journal = journal()) {
            journal.recover(Agents.RULES);
            write(journal, 1, 1);
        }
        byte[] origin = MessageDigest.getInstance("SHA-256").digest("small\nrules".getBytes(UTF_8));
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(origin);
        out.writeLong(1);
        out.writeLong(101);
        String events = sql("select events from entry", String.class);
        for (String part : List.of("\u00e91", "\u20ac \ud83d\ude00\n1", events)) {
            out.writeInt(part.getBytes(UTF_8).length);
            out.write(part.getBytes(UTF_8));
        }
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        assertThat(sql("select hash from entry", byte[].class)).isEqualTo(hash);
        assertThat(sql("select hash from tail", byte[].class)).isEqualTo(hash);
        assertThat(sql("select made from market", Integer.class)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update tail set hash = x'00'         | entry 4 is missing
            update tail set seq = 2              | entry 4 is missing
            update tail set seq = 4              | entry 4 is missing
            delete from tail                     | entry 4 is missing
            update entry set seq = 9 where seq=3 | entry 3 was changed after it was written
            update entry set hash = (select hash from entry where seq=1) where seq=2 | entry 2 was changed after it was written
            """)
    void changedEndOfJournalIsDetected(String change, String complaint) throws Exception {
        try (SqliteJournal journal = journal()) {
            journal.recover(Agents.RULES);
            write(journal, 1, 3);
        }
        sql(change, Object.class);
        try (SqliteJournal journal = journal()) {
            assertThatThrownBy(() -> journal.recover(Agents.RULES)).hasMessage(complaint);
        }
        assertThatThrownBy(() -> MarketBackup.copy(folder(), temp.resolve("copy")))
                .hasMessage(complaint);
        try (var left = Files.list(temp.resolve("copy"))) {
            assertThat(left).isEmpty();
        }
    }

    /** A snapshot covers the entries at the time of its request, although later ones are written before it. */
    @Test
    void snapshotCoversEntriesAtItsRequest() throws IOException {
        byte[] state = new byte[256];
        for (int i = 0; i < state.length; i++) {
            state[i] = (byte) i;
        }
        try (SqliteJournal journal = journal()) {
            journal.recover(Agents.RULES);
            write(journal, 1, 4);
            Runnable writing = journal.snapshotTask(() -> state);
            write(journal, 5, 7);
            writing.run();
            assertThat(journal.snapshot().orElseThrow().seq()).isEqualTo(4);
        }
        for (int time = 0; time < 2; time++) {
            try (SqliteJournal journal = journal()) {
                SnapshotFile.Snapshot read = journal.snapshot().orElseThrow();
                assertThat(read.state()).isEqualTo(time == 0 ? state : new byte[0]);
                assertThat(List.of(read.seq(), read.at())).isEqualTo(time == 0 ? List.of(4L, 104L) : List.of(7L, 107L));
                List<Long> replayed = new ArrayList<>();
                ExchangeEngine engine = ExchangeEngine.open(Agents.RULES);
                journal.entries(0, (int) read.seq()).forEach(one -> engine.apply(one.seq(), one.at(), one.events()));
                assertThat(journal.recover(engine, read, one -> replayed.add(one.seq()))
                                .at())
                        .isEqualTo(107);
                assertThat(replayed).isEqualTo(time == 0 ? List.of(5L, 6L, 7L) : List.of());
                journal.snapshotTask(() -> new byte[0]).run(); // of the recovered state, without a further entry
            }
        }
    }

    /** An interrupted snapshot leaves a longer file with wider permissions. */
    @Test
    void snapshotReplacesIncompleteOne() throws IOException {
        try (SqliteJournal journal = journal()) {
            journal.recover(Agents.RULES);
            write(journal, 1, 2);
            Path part = folder().resolve("snapshot.part");
            Files.writeString(part, "x".repeat(10_000));
            mode(part, "rw-r--r--");
            journal.snapshotTask(() -> new byte[] {1}).run();
            assertThat(journal.snapshot().orElseThrow().state()).containsExactly(1);
            assertThat(part).doesNotExist();
            assertThat(mode(folder().resolve("snapshot"))).isEqualTo("rw-------");
        }
    }

    @Test
    void filesAndNewFoldersAreReadableByOwnerOnly() throws IOException {
        try (SqliteJournal journal = journal()) {
            journal.recover(Agents.RULES);
            write(journal, 1, 1);
            for (String name : List.of("journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm")) {
                assertThat(mode(folder().resolve(name))).as(name).isEqualTo("rw-------");
            }
        }
        mode(folder(), "rwxr-xr-x");
        for (String name : List.of("journal.sqlite-wal", "journal.sqlite-shm")) {
            Files.createFile(folder().resolve(name));
            mode(folder().resolve(name), "rw-rw-rw-");
        }
        try (SqliteJournal journal = journal()) {
            assertThat(journal.recover(Agents.RULES).seq()).isEqualTo(1);
            for (String name : List.of("journal.sqlite-wal", "journal.sqlite-shm")) {
                assertThat(mode(folder().resolve(name))).as(name).isEqualTo("rw-------");
            }
            assertThat(mode(folder())).as("a folder that existed before").isEqualTo("rwxr-xr-x");
        }
        MarketBackup.copy(folder(), temp.resolve("copy"));
        assertThat(mode(temp.resolve("copy"))).isEqualTo("rwx------");
        assertThatThrownBy(() -> OwnerOnlyFiles.create(temp.resolve("copy").resolve("journal.sqlite")))
                .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
    }

    @Test
    void refusesJournalOfOtherMarketOrProgram() throws Exception {
        journal().close();
        assertThatThrownBy(() -> SqliteJournal.open(folder(), "other", "rules", 7))
                .hasMessage("was made for another market or for other rules than other");
        Files.delete(folder().resolve("journal.sqlite"));
        sql("create table letters (text text)", Object.class);
        assertThatThrownBy(this::journal).hasMessage("has version 0; this program reads version 6");
        assertThat(sql("select count(*) from sqlite_master", Integer.class)).isEqualTo(1);
    }

    /** A lock that is held by another process. */
    @Test
    void refusesFolderLockedByAnotherProcess() throws Exception {
        journal().close();
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        folder().resolve("lock").toString())
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('l');
            assertThatThrownBy(this::journal)
                    .isInstanceOf(JournalException.class)
                    .hasMessage("is in use by another program: " + folder());
        } finally {
            other.getOutputStream().close();
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        journal().close();
    }

    /** Holds a lock until its input ends. */
    static final class LockHolder {

        private LockHolder() {}

        public static void main(String[] args) throws IOException {
            try (FileChannel file = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                System.out.print(lock.isValid() ? "l" : "x");
                System.out.flush();
                System.in.read();
            }
        }
    }

    /**
     * Another process may use the folder only after all files are closed. A file that cannot be closed does not prevent
     * closing the others.
     */
    @Test
    void lockIsReleasedLast() throws Exception {
        SqliteJournal journal = journal();
        Field field = SqliteJournal.class.getDeclaredField("open");
        field.setAccessible(true);
        @SuppressWarnings("unchecked")
        var open = (List<AutoCloseable>) field.get(journal);
        List<String> closed = new ArrayList<>();
        for (int at : new int[] {open.size(), 1}) {
            open.add(at, () -> {
                closed.add(at + " locked");
                new FolderLock(folder()).close();
            });
        }
        int last = open.size() - 2;
        assertThatThrownBy(journal::close)
                .isInstanceOf(JournalException.class)
                .hasMessage("cannot be closed: is in use by another program: " + folder());
        assertThat(closed).containsExactly(last + " locked", "1 locked");
        journal().close();
    }

    /** Needed blobs are kept at any age. Of the others, those stored before the given time are dropped. */
    @Test
    void dropsOnlyOldUnneededBlobs() throws IOException {
        try (SqliteJournal journal = journal()) {
            Set<String> needed = Set.of(digest(1), digest(3), digest(5));
            for (int i = 1; i <= 8; i++) {
                journal.blobs().store(new byte[] {(byte) i}, i);
            }
            journal.blobs().store(new byte[] {2}, 9);
            journal.sync();
            journal.blobs().drop(6, needed);
            assertThat(journal.blobs().of(digest(4))).as("before the sync").isPresent();
            journal.sync();
            for (int i = 1; i <= 8; i++) {
                assertThat(journal.blobs().of(digest(i)).isPresent())
                        .as("%d", i)
                        .isEqualTo(i != 4);
            }
            journal.blobs().drop(100, Set.of());
            journal.sync();
            assertThat(sqlCount()).isZero();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private int sqlCount() throws Exception {
        return sql("select count(*) from blob", Integer.class);
    }

    private static String digest(int of) {
        return Sha256.of(new byte[] {(byte) of});
    }
}
