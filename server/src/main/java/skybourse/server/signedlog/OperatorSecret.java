package skybourse.server.signedlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;
import skybourse.server.journal.OwnerOnlyFiles;

/**
 * Secret of the operator or of another role, which is stored in a file.
 *
 * @param text the secret; for the operator, it has 64 hexadecimal digits
 * @param isNew whether the secret was newly created, not read from a file
 */
public record OperatorSecret(String text, boolean isNew) {

    private static final String FILE = "operator-secret";
    private static final int BYTES = 32;

    /** Returns a new secret of the operator. The secret is not stored. */
    public static OperatorSecret generate() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new OperatorSecret(HexFormat.of().formatHex(bytes), true);
    }

    /** Returns the operator's secret in a market's folder. If the folder has no secret, a new secret is created in a file that only its owner can read. */
    public static OperatorSecret of(Path folder) throws IOException {
        return of(folder.resolve(FILE), () -> generate().text);
    }

    /** Returns the secret in a file. If the file does not exist, it is created with a secret from {@code maker}. */
    public static OperatorSecret of(Path file, Supplier<String> maker) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new OperatorSecret(Files.readString(file).strip(), false);
        }
        var made = new OperatorSecret(maker.get(), true);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        // The secret is written to a new file first, so that a power failure cannot leave a partial secret.
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(whole);
        OwnerOnlyFiles.create(whole);
        try (FileChannel written = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            written.write(ByteBuffer.wrap((made.text + '\n').getBytes(StandardCharsets.UTF_8)));
            written.force(true);
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        if (isPosix) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
        return made;
    }

    /** Returns a description that does not contain the secret. */
    @Override
    public String toString() {
        return "the operator's secret";
    }
}
