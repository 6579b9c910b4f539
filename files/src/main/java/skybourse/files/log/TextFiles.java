package skybourse.files.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Utf8InputDecoder;

/**
 * Reading and atomic writing of files. If a file cannot be read or written, methods that do not declare {@link IOException} throw {@link
 * UncheckedIOException} with the name of the file and the reason.
 */
public final class TextFiles {

    /**
     * Names of streams that a shell opened for this process, for example {@code /dev/stdin} in {@code cat FILE | ./skybourse solve /dev/stdin}, or
     * {@code <(...)}.
     */
    private static final Pattern OWN_STREAM = Pattern.compile("/dev/stdin|/dev/fd/[0-9]+|/proc/self/fd/[0-9]+");

    private TextFiles() {}

    /**
     * Returns the content of a file. Devices, pipes and sockets are rejected, because reading from them may never end. Streams that the shell opened
     * for this process are accepted.
     *
     * @throws InvalidInputException if the file does not exist, is not a regular file, is not readable, or has more than {@link
     *     Utf8InputDecoder#MOST_BYTES} bytes
     */
    public static byte[] read(Path file) {
        return read(file, "check the path; the current folder is " + Path.of("").toAbsolutePath() + ".");
    }

    /** Returns the content of a file. If it does not exist, the message contains a hint. */
    private static byte[] read(Path file, String hint) {
        String source = file.toString();
        requireReadable(file, source, hint);
        try (InputStream stream = Files.newInputStream(file)) {
            Utf8InputDecoder.requireSize(source, Files.size(file));
            // The size is checked again, because the file may grow, and a pipe has no size in advance.
            byte[] content = stream.readNBytes(Utf8InputDecoder.MOST_BYTES + 1);
            Utf8InputDecoder.requireSize(source, content.length);
            return content;
        } catch (IOException e) {
            throw IoErrorText.describe(file + " cannot be read", e);
        }
    }

    /**
     * Reads a file that another file names.
     *
     * @param file the file that names it
     * @param name path of the file to read, relative to the folder of {@code file}
     * @throws InvalidInputException as {@link #read(Path)}; if the file does not exist, the message names {@code file}
     */
    public static byte[] readBeside(Path file, String name) {
        String hint = "check the name in " + file + "; it is relative to the folder of that file.";
        return read(file.resolveSibling(name), hint);
    }

    private static void requireReadable(Path file, String source, String hint) {
        if (!Files.exists(file)) {
            throw new InvalidInputException(source, "must be an existing file: not found", hint);
        }
        if (Files.isDirectory(file)) {
            throw new InvalidInputException(source, "must be a file: it is a folder", "give a file in the folder.");
        }
        if (!Files.isRegularFile(file) && !OWN_STREAM.matcher(source).matches()) {
            String advice = "to read the output of another program, use `| ./skybourse ... /dev/stdin`.";
            throw new InvalidInputException(source, "must be a regular file: it is a device, pipe or socket", advice);
        }
        if (!Files.isReadable(file)) {
            throw new InvalidInputException(
                    source,
                    "must be readable: permission denied",
                    "change its permissions, or give a file that you can read.");
        }
    }

    /** Returns the UTF-8 text of a file that this program wrote. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw IoErrorText.describe(file + " cannot be read", e);
        }
    }

    /** Returns the first {@code bytes} bytes of a file as one character per byte. A shorter file is returned completely. */
    public static String begin(Path file, int bytes) {
        try (InputStream stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(bytes), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw IoErrorText.describe(file + " cannot be read", e);
        }
    }

    /**
     * Applies a function to the lines of a file that this program wrote, and returns its result. The lines are read one by one.
     *
     * @throws InvalidInputException if the file is not UTF-8 text
     */
    public static <T> T mapLines(Path file, Function<Stream<String>, T> made) {
        try (Stream<String> lines = Files.lines(file)) {
            return made.apply(lines);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new InvalidInputException(
                        file.toString(),
                        "must be UTF-8 text",
                        "restore the file; it was changed after it was written.");
            }
            throw e;
        } catch (IOException e) {
            throw IoErrorText.describe(file + " cannot be read", e);
        }
    }

    /** Returns a source of the tables in a folder, which are identified by file name. */
    public static TableLineSource tables(Path folder) {
        return (table, reader) -> mapLines(folder.resolve(table), lines -> {
            reader.accept(lines);
            return table;
        });
    }

    /** Writes a file atomically: writes a temporary file, then renames it. Creates missing folders. */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file atomically: writes a temporary file, then renames it. Creates missing folders. */
    public static void write(Path file, byte[] content) {
        writeAll(Map.of(file, content));
    }

    /** Writes files of a folder, given by name and text, as {@link #writeAll(Map)} does. */
    public static void writeAll(Path folder, Map<String, String> texts) {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        texts.forEach((name, text) -> files.put(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8)));
        writeAll(files);
    }

    /**
     * Writes several files. All contents are written to temporary files before the first of these is renamed, so that no file changes if a write
     * fails. If the process stops between two renames, only some of the files have changed. Creates missing folders.
     */
    public static void writeAll(Map<Path, byte[]> files) {
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

    /** Content of a file. */
    public interface Content {

        /**
         * Writes the content.
         *
         * @throws IOException if the stream fails
         */
        void to(OutputStream stream) throws IOException;
    }

    /** Writes a file of any length atomically and durably. If an error occurs, the previous file is not changed. The folder must exist. */
    public static void write(Path file, Content content) {
        Path draft = draft(file);
        inOneTry(file, () -> {
            try (FileChannel channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                content.to(Channels.newOutputStream(channel));
                channel.force(true);
                move(draft, file);
                forceNames(folder(file));
            } finally {
                discard(draft);
            }
        });
    }

    /** Writes a file atomically and durably. Creates missing folders. */
    public static void writeThrough(Path file, byte[] content) {
        inOneTry(file, () -> makeFolders(folder(file)));
        write(file, (Content) stream -> stream.write(content));
    }

    /**
     * Returns the path of a temporary file in the same folder. The file is deleted when the JVM exits normally, if it is on the default file system.
     */
    private static Path draft(Path file) {
        Path target = file.toAbsolutePath();
        Path draft = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        if (draft.getFileSystem().equals(FileSystems.getDefault())) {
            deleteOnExit(draft);
        }
        return draft;
    }

    private static void deleteOnExit(Path draft) {
        try {
            draft.toFile().deleteOnExit();
        } catch (IllegalStateException e) {
            // The JVM is shutting down and accepts no more files to delete. The draft remains.
        }
    }

    private static void draft(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // The draft replaces the file by a rename, which would destroy a device such as /dev/null.
            throw new FileSystemException(
                    file.toString(), null, Files.isDirectory(file) ? "a folder" : "a device or pipe");
        }
        makeFolders(folder(file));
        Files.write(draft(file), content);
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }

    /** Creates a folder and its missing parents durably. */
    public static void makeFolders(Path folder) throws IOException {
        Path above = folder.toAbsolutePath().getParent();
        if (above == null || Files.isDirectory(folder)) {
            return;
        }
        makeFolders(above);
        // This call does not fail if another process has created the folder.
        Files.createDirectories(folder);
        forceNames(above);
    }

    /**
     * Makes the entries of a folder durable. Has no effect on systems that cannot open or force a folder.
     */
    static void forceNames(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Windows and some network file systems do not support this. The contents of the files are already durable.
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void inOneTry(Path file, Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw IoErrorText.describe(file + " cannot be written", e);
        }
    }

    /** Renames a file and replaces the target. This is atomic if the file system supports it. */
    public static void move(Path from, Path to) throws IOException {
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
            // The error that is already being thrown is more important than the remaining temporary file.
        }
    }

    /**
     * Returns the content of a file that is part of the program.
     *
     * @param path path on the class path
     * @throws IllegalStateException if there is no such file
     */
    public static byte[] bundled(String path) {
        try (InputStream stream = TextFiles.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + path);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
