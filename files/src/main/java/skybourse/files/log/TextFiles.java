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
import skybourse.files.text.InputText;
import skybourse.files.text.InvalidInputException;

/** The files that commands read and write. */
public final class TextFiles {

    /** What a shell hands over as an open stream: {@code cat FILE | ./skybourse solve /dev/stdin}, {@code <(...)}. */
    private static final Pattern OWN_STREAM = Pattern.compile("/dev/stdin|/dev/fd/[0-9]+|/proc/self/fd/[0-9]+");

    private TextFiles() {}

    /**
     * Returns a file's content, refusing at once what is no file or holds more than {@link InputText#MOST_BYTES}. Devices,
     * pipes and sockets are none: opening one may wait for ever, reading one may never end. A stream that the shell opened
     * for this process is read up to the same size.
     */
    public static byte[] read(Path file) {
        String source = file.toString();
        requireReadable(file, source);
        try (InputStream stream = Files.newInputStream(file)) {
            InputText.requireSize(source, Files.size(file));
            byte[] content = stream.readNBytes(InputText.MOST_BYTES + 1); // it may grow meanwhile, or not know its size
            InputText.requireSize(source, content.length);
            return content;
        } catch (IOException e) {
            throw WhyNot.because(file + " cannot be read", e);
        }
    }

    private static void requireReadable(Path file, String source) {
        if (!Files.exists(file)) {
            String here = "check the path; the current folder is " + Path.of("").toAbsolutePath() + ".";
            throw new InvalidInputException(source, "must be an existing file: not found", here);
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

    /** Returns the text of a file that this program wrote. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw WhyNot.because(file + " cannot be read", e);
        }
    }

    /** Returns the first bytes of a file, fewer if it has fewer, with one character for each byte. */
    public static String begin(Path file, int bytes) {
        try (InputStream stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(bytes), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw WhyNot.because(file + " cannot be read", e);
        }
    }

    /** Returns what is made of the lines of a file that this program wrote, however many. */
    public static <T> T ofLines(Path file, Function<Stream<String>, T> made) {
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
            throw WhyNot.because(file + " cannot be read", e);
        }
    }

    /** Returns the tables that this program wrote into a folder. */
    public static TableLines tables(Path folder) {
        return (table, reader) -> ofLines(folder.resolve(table), lines -> {
            reader.accept(lines);
            return table;
        });
    }

    /** Writes all of a file or nothing: into a neighbour that then takes its place. Missing folders are made. */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes all of a file or nothing: into a neighbour that then takes its place. Missing folders are made. */
    public static void write(Path file, byte[] content) {
        writeAll(Map.of(file, content));
    }

    /** Writes texts by name into a folder, all of them or none. Missing folders are made. */
    public static void writeAll(Path folder, Map<String, String> texts) {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        texts.forEach((name, text) -> files.put(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8)));
        writeAll(files);
    }

    /**
     * Writes all of these files or none: no file takes its place before each lies beside its own. Missing folders are made. A stop of the
     * program between two files leaves some of them.
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

    /** Writes what a file holds. */
    public interface Content {

        /**
         * Writes it.
         *
         * @throws IOException if the stream cannot take it
         */
        void to(OutputStream stream) throws IOException;
    }

    /**
     * Writes all of a file or nothing, however long it is, and returns when it is on the disk, with its name ({@link #forceNames}): whatever
     * goes wrong meanwhile, the file that was there stays.
     */
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

    /** As {@link #write(Path, byte[])}, and returns when it is on the disk: for what was promised and cannot be had again. */
    public static void writeThrough(Path file, byte[] content) {
        inOneTry(file, () -> makeFolders(folder(file)));
        write(file, (Content) stream -> stream.write(content));
    }

    /** Returns a temporary file in the same folder; it is deleted if the program stops. */
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
            // the program is ending already: what is written now is not deleted
        }
    }

    private static void draft(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // moved onto a device such as /dev/null the draft would take its place
            throw new FileSystemException(
                    file.toString(), null, Files.isDirectory(file) ? "a folder" : "a device or pipe");
        }
        makeFolders(folder(file));
        Files.write(draft(file), content);
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }

    /** Makes a folder and those that it lies in where they are missing; their names are on the disk then. */
    public static void makeFolders(Path folder) throws IOException {
        Path above = folder.toAbsolutePath().getParent();
        if (above == null || Files.isDirectory(folder)) {
            return;
        }
        makeFolders(above);
        Files.createDirectories(folder); // which another program may have made meanwhile
        forceNames(above);
    }

    /**
     * Returns when the names in a folder are on the disk: which file each one means. Where a system opens or forces no folder, names
     * are as safe as it makes them.
     */
    static void forceNames(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // as Windows and some disks behind a network do; what the files hold was forced before
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void inOneTry(Path file, Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw WhyNot.because(file + " cannot be written", e);
        }
    }

    /** Puts a file that lies beside another into its place. */
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
            // The failure that is about to be reported matters more than a leftover draft.
        }
    }

    /** Returns a file that comes with the program, by its path on the class path. */
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
