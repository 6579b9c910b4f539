package skybourse.server.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Exclusive lock of a folder, which only one program can hold at a time. */
final class FolderLock implements AutoCloseable {

    private final FileChannel file;
    private final FileLock lock;

    /**
     * Locks a folder. Creates the folder if it does not exist.
     *
     * @throws JournalException if another program holds the lock
     */
    FolderLock(Path folder) throws IOException {
        make(folder);
        file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = locked(folder);
    }

    /** Creates a folder. If the file system has POSIX modes, only the owner can access the new folder. The mode of an existing folder is not changed. */
    static void make(Path folder) throws IOException {
        boolean isNew = !Files.exists(folder);
        Files.createDirectories(folder);
        if (isNew && OwnerOnlyFiles.hasModes(folder)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private FileLock locked(Path folder) throws IOException {
        try {
            FileLock got = file.tryLock();
            if (got != null) {
                return got;
            }
        } catch (OverlappingFileLockException e) {
            // This program already holds the lock, so the exception after this block applies.
        }
        file.close();
        throw new JournalException("is in use by another program: " + folder);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        file.close();
    }
}
