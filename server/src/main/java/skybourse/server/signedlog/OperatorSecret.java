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
import skybourse.server.journal.OwnerOnly;

/**
 * The secret by which the operator is known.
 *
 * @param text 64 hexadecimal digits
 * @param isNew whether it was made just now
 */
public record OperatorSecret(String text, boolean isNew) {

    private static final String FILE = "operator-secret";
    private static final int BYTES = 32;

    /** Makes one that no file has. */
    public static OperatorSecret made() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new OperatorSecret(HexFormat.of().formatHex(bytes), true);
    }

    /** Returns the secret of a market's folder; the first time it is made, and written so that its owner alone can read it. */
    public static OperatorSecret of(Path folder) throws IOException {
        return of(folder.resolve(FILE), () -> made().text);
    }

    /** Returns the secret of a file, made the first time, as {@link #of(Path)}. */
    public static OperatorSecret of(Path file, Supplier<String> maker) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new OperatorSecret(Files.readString(file).strip(), false);
        }
        var made = new OperatorSecret(maker.get(), true);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path whole = file.resolveSibling(file.getFileName() + ".new"); // no power cut leaves half of it under its name
        Files.deleteIfExists(whole);
        OwnerOnly.create(whole);
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

    /** Says nothing of the secret itself. */
    @Override
    public String toString() {
        return "the operator's secret";
    }
}
