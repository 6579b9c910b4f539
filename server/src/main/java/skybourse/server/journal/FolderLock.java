package skybourse.server.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that one program writes at a time. */
final class FolderLock implements AutoCloseable {

    private final FileChannel file;
    private final FileLock lock;

    /**
     * Takes a folder, made where there is none.
     *
     * @throws JournalException where another program has it
     */
    FolderLock(Path folder) throws IOException {
        make(folder);
        file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = locked(folder);
    }

    /** Makes a folder that nobody else looks into, where the file system knows of that. */
    static void make(Path folder) throws IOException {
        boolean isNew = !Files.exists(folder);
        Files.createDirectories(folder);
        if (isNew && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
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
            // held by this very program
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
