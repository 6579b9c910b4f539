package skybourse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import skybourse.codec.InvalidInputException;
import skybourse.codec.ScenarioText;

/** The files that commands read and write. */
final class TextFiles {

    private TextFiles() {}

    /** Returns a file's content, refusing early what is no file or too large. */
    static byte[] read(Path file) {
        String source = file.toString();
        if (!Files.exists(file)) {
            throw new InvalidInputException(
                    source,
                    "",
                    "must be an existing file: not found",
                    "it is in another folder; here is " + Path.of("").toAbsolutePath());
        }
        if (Files.isDirectory(file)) {
            throw new InvalidInputException(source, "", "must be a file: a folder", "a file in it was meant");
        }
        if (!Files.isReadable(file)) {
            throw new InvalidInputException(
                    source, "", "must be readable: permission denied", "it belongs to another user");
        }
        try {
            long size = Files.size(file);
            if (size > ScenarioText.MOST_BYTES) {
                throw new InvalidInputException(
                        source,
                        "",
                        "must hold at most " + ScenarioText.MOST_BYTES + " bytes: " + size,
                        "it is not the file that was meant");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the text of a file that this program wrote. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes all of a file or nothing: into a neighbour that then takes its place. Missing folders are made. */
    static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes all of a file or nothing: into a neighbour that then takes its place. Missing folders are made. */
    static void write(Path file, byte[] content) {
        writeAll(Map.of(file, content));
    }

    /** Writes all of these files or none: no file takes its place before each lies beside its own. Missing folders are made. */
    static void writeAll(Map<Path, byte[]> files) {
        Map<Path, Path> drafts = new LinkedHashMap<>();
        for (Path file : files.keySet()) {
            drafts.put(file, draft(file));
        }
        try {
            for (var entry : files.entrySet()) {
                inOneTry(entry.getKey(), () -> draft(entry.getKey(), entry.getValue()));
            }
            for (var entry : drafts.entrySet()) {
                inOneTry(entry.getKey(), () -> move(entry.getValue(), entry.getKey()));
            }
        } finally {
            drafts.values().forEach(TextFiles::discard);
        }
    }

    private static Path draft(Path file) {
        Path target = file.toAbsolutePath();
        return target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    }

    private static void draft(Path file, byte[] content) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "a folder");
        }
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Files.write(draft(file), content);
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void inOneTry(Path file, Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void discard(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // The failure that is about to be reported matters more than a leftover draft.
        }
    }
}
