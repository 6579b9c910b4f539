package skybourse.server.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Creation of files that only their owner can read, independently of the mode of their folder. Without POSIX modes, files are created with the default
 * permissions.
 */
public final class OwnerOnlyFiles {

    private static final FileAttribute<?> OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private OwnerOnlyFiles() {}

    /**
     * Creates an empty file that only its owner can read and write.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the file exists
     */
    public static void create(Path file) throws IOException {
        boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createFile(file, isPosix ? new FileAttribute<?>[] {OWNER} : new FileAttribute<?>[0]);
    }

    /** Restricts access to a file to its owner. Creates the file if it does not exist. */
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
