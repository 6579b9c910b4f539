package skybourse.server.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import skybourse.files.log.IoErrorText;

/** Backs up the folder of a market, even while it runs. The snapshot is not copied. To restore, copy the backup back the same way. */
public final class MarketBackup {

    /** Result code of SQLite for a read-only database. The next constant is the code for a file that cannot be opened. */
    private static final int READ_ONLY = 8;

    private static final int CANNOT_OPEN = 14;

    private MarketBackup() {}

    /**
     * Extent of a backup.
     *
     * @param market name of the market
     * @param entries number of entries in the backup, all of which were verified
     */
    public record BackupResult(String market, long entries) {}

    /**
     * Copies a market. The copy contains exactly the entries that were durable when the copy of the journal began. When this method returns, the copy is
     * durable.
     *
     * @param from folder of a market
     * @param to folder that is empty or does not exist
     * @throws JournalException if {@code from} contains no market, {@code to} is not empty, or the journal is damaged or of another version
     * @throws java.io.UncheckedIOException if a file cannot be read or written
     */
    public static BackupResult copy(Path from, Path to) {
        if (!Files.exists(from.resolve(SqliteJournal.FILE))) {
            throw new JournalException("contains no market: " + from);
        }
        try {
            FolderLock.make(to);
            try (Stream<Path> there = Files.list(to)) {
                if (there.findAny().isPresent()) {
                    throw new JournalException("must be empty or must not exist: " + to);
                }
            }
            return copied(from, to);
        } catch (IOException e) {
            throw IoErrorText.describe("cannot be copied: " + from + " to " + to, e);
        } catch (SQLException e) {
            throw new JournalException("cannot be copied: " + from + " to " + to + ": " + e.getMessage(), e);
        }
    }

    /**
     * Copies the journal and all other files except the snapshot and the lock. The journal is renamed to its final name last, when all other files
     * are complete. Until then, the target folder does not count as a
     * market.
     */
    private static BackupResult copied(Path from, Path to) throws SQLException, IOException {
        Path part = to.resolve(SqliteJournal.FILE + ".part");
        try {
            OwnerOnlyFiles.create(part);
            vacuum(from, to, part);
            BackupResult copied = checked(part);
            for (Path beside : beside(from)) {
                Path target = to.resolve(beside.getFileName());
                copyFile(beside, target);
                force(target, StandardOpenOption.WRITE);
            }
            force(part, StandardOpenOption.WRITE);
            Files.move(part, to.resolve(SqliteJournal.FILE), StandardCopyOption.ATOMIC_MOVE);
            force(to, StandardOpenOption.READ);
            return copied;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void copyFile(Path from, Path to) throws IOException {
        OwnerOnlyFiles.create(to);
        try (OutputStream out = Files.newOutputStream(to)) {
            Files.copy(from, out);
        }
    }

    /**
     * Copies the journal with its committed entries. SQLite cannot read a journal in a folder without write permission. Such a journal has no writer, so its
     * files are copied first and read from the copy.
     */
    private static void vacuum(Path from, Path to, Path part) throws SQLException, IOException {
        Path journal = from.resolve(SqliteJournal.FILE);
        try {
            vacuum(journal, part);
        } catch (SQLException e) {
            if (e.getErrorCode() != CANNOT_OPEN && e.getErrorCode() != READ_ONLY) {
                throw e;
            }
            Path source = to.resolve(SqliteJournal.FILE + ".source");
            try {
                copyFile(journal, source);
                Path log = beside(journal, "-wal");
                if (Files.exists(log)) {
                    copyFile(log, beside(source, "-wal"));
                }
                vacuum(source, part);
            } finally {
                for (String end : List.of("", "-wal", "-shm")) {
                    Files.deleteIfExists(beside(source, end));
                }
            }
        }
    }

    private static Path beside(Path journal, String end) {
        return journal.resolveSibling(journal.getFileName() + end);
    }

    private static void vacuum(Path journal, Path part) throws SQLException {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + journal);
                PreparedStatement copy = file.prepareStatement("vacuum into ?")) {
            copy.setString(1, part.toString());
            copy.execute();
        }
    }

    /** Returns the files of a market's folder other than the journal, the snapshot and the lock. They contain secrets and keys. */
    private static List<Path> beside(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith(SqliteJournal.FILE)
                            && !file.getFileName().toString().startsWith(SnapshotFile.FILE)
                            && !file.getFileName().toString().equals("lock"))
                    .sorted()
                    .toList();
        }
    }

    private static void force(Path place, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(place, how)) {
            channel.force(true);
        }
    }

    /** Verifies the hash chain of all entries. */
    private static BackupResult checked(Path file) throws SQLException {
        try (Connection copy = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = copy.createStatement()) {
            JournalTables.requireVersion(statement);
            String market;
            var chain = new HashChain();
            byte[] last;
            try (ResultSet row = statement.executeQuery("select name, rules from market")) {
                market = row.getString(1);
                last = chain.origin(market + '\n' + row.getString(2));
            }
            long seq = 0;
            try (ResultSet row =
                    statement.executeQuery("select seq, at, actor, text, events, hash from entry order by seq")) {
                while (row.next()) {
                    seq++;
                    last = chain.next(
                            last,
                            row.getLong(1),
                            row.getLong(2),
                            SqliteJournal.bytes(row, 3),
                            SqliteJournal.bytes(row, 4),
                            SqliteJournal.bytes(row, 5));
                    if (row.getLong(1) != seq || !Arrays.equals(last, row.getBytes(6))) {
                        throw new JournalException("entry " + seq + " was changed after it was written");
                    }
                }
            }
            SqliteJournal.requireTail(statement, seq, last);
            return new BackupResult(market, seq);
        }
    }
}
