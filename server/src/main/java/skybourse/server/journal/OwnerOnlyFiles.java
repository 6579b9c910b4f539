package skybourse.server.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner can read, independent of the mode of their folder. File systems without POSIX modes ignore this. */
public final class OwnerOnlyFiles {

    private static final FileAttribute<?> OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private OwnerOnlyFiles() {}

    /**
     * Creates an empty file that only its owner can read and write.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is a file
     */
    public static void create(Path file) throws IOException {
        boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createFile(file, isPosix ? new FileAttribute<?>[] {OWNER} : new FileAttribute<?>[0]);
    }

    /** Lets only the owner read and write a file; creates the file if there is none. */
    static void createOrRestrict(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        } else if (Files.isRegularFile(file) && hasModes(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Returns whether a file has POSIX modes. Where the mounted file systems are unknown, as without {@code /proc}, all are assumed to have them. */
    static boolean hasModes(Path file) {
        try {
            return Files.getFileStore(file).supportsFileAttributeView("posix");
        } catch (IOException unknown) {
            return file.getFileSystem().supportedFileAttributeViews().contains("posix");
        }
    }
}
