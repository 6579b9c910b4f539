package skybourse.files.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;

/**
 * SHA-256 digests of the files of a result folder, which are stored in {@code digests.txt}. The command {@code sha256sum --check} can read this file.
 *
 * @param byName digest in hexadecimal, by path relative to the folder; {@code -} for a path that is not a file
 */
public record FolderDigests(SortedMap<String, String> byName) {

    /** Name of the file with the digests. */
    public static final String FILE = "digests.txt";

    private static final String GAP = "  ";
    private static final String NO_FILE = "-";

    public FolderDigests {
        byName = new TreeMap<>(byName);
    }

    /** Returns the digests of files that are given by name and content. */
    public static FolderDigests of(Map<String, byte[]> files) {
        SortedMap<String, String> digests = new TreeMap<>();
        files.forEach((name, content) -> digests.put(name, Sha256.of(content)));
        return new FolderDigests(digests);
    }

    /**
     * Computes the digests of the files in a folder and its subfolders, except {@code digests.txt} itself. If a subfolder has its own {@code
     * digests.txt}, only that
     * file of the subfolder is included.
     *
     * @param folder the folder
     * @param apart pairs of file names; if the file of a key exists, the file of its value is left out
     * @throws java.io.UncheckedIOException if the folder or a file cannot be read
     */
    public static FolderDigests ofFolder(Path folder, Map<String, String> apart) {
        Set<String> names = new TreeSet<>();
        try {
            Files.walkFileTree(folder, new Names(folder, names));
        } catch (IOException e) {
            throw IoErrorText.describe(folder + " cannot be read", e);
        }
        names.remove(FILE);
        apart.forEach((sign, file) -> {
            if (names.contains(sign)) {
                names.remove(file);
            }
        });
        return ofFiles(folder, names);
    }

    /**
     * Computes the digests of files. The digest of a name that is not a file is {@code -}.
     *
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static FolderDigests ofFiles(Path folder, Collection<String> names) {
        SortedMap<String, String> digests = new TreeMap<>();
        for (String name : names) {
            digests.put(name, ofFiles(folder.resolve(name)));
        }
        return new FolderDigests(digests);
    }

    private static String ofFiles(Path file) {
        if (!Files.isRegularFile(file)) {
            return NO_FILE;
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return Sha256.of(stream);
        } catch (IOException e) {
            throw IoErrorText.describe(file + " cannot be read", e);
        }
    }

    /**
     * Computes the digests of files and writes them to the {@code digests.txt} of the folder. Its digests of the same names are replaced, or removed if
     * there is no such file; its other digests stay.
     */
    public static void add(Path folder, Collection<String> names) {
        SortedMap<String, String> digests = new TreeMap<>();
        if (Files.exists(folder.resolve(FILE))) {
            digests.putAll(read(folder).byName());
        }
        digests.putAll(ofFiles(folder, names).byName());
        TextFiles.write(folder.resolve(FILE), new FolderDigests(digests).text());
    }

    /**
     * Reads the {@code digests.txt} of a folder.
     *
     * @throws InvalidInputException if the file does not exist or is not valid
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static FolderDigests read(Path folder) {
        Path file = folder.resolve(FILE);
        SortedMap<String, String> digests = new TreeMap<>();
        String text = new String(TextFiles.read(file), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            String[] parts = line.split(GAP, 2);
            if (parts.length != 2 || !parts[0].matches("[0-9a-f]{64}") || parts[1].indexOf('\0') >= 0) {
                String found = "must have a digest and a name on each line: " + LabelSyntax.escapedInQuotes(line);
                String advice = "repeat the command that wrote the folder; the file was changed.";
                throw new InvalidInputException(file.toString(), found, advice);
            }
            digests.put(parts[1], parts[0]);
        }
        return new FolderDigests(digests);
    }

    /** Returns these digests without those whose names match {@code file}. */
    public FolderDigests without(Predicate<String> file) {
        SortedMap<String, String> rest = new TreeMap<>(byName);
        rest.keySet().removeIf(file);
        return new FolderDigests(rest);
    }

    /** Returns the sorted names whose digests differ, and the names that only one of the two objects contains. */
    public List<String> differences(FolderDigests other) {
        var names = new TreeSet<>(byName.keySet());
        names.addAll(other.byName.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(byName.get(name), other.byName.get(name)))
                .toList();
    }

    /** Returns the content of {@code digests.txt}. It has no line for a path that is not a file. */
    public String text() {
        StringBuilder text = new StringBuilder();
        byName.forEach((name, digest) -> {
            if (!digest.equals(NO_FILE)) {
                text.append(digest).append(GAP).append(name).append('\n');
            }
        });
        return text.toString();
    }

    /** Collector of the names of files. If a subfolder has its own {@code digests.txt}, only that file of the subfolder is collected. */
    private static final class Names extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final Set<String> names;

        private Names(Path folder, Set<String> names) {
            this.folder = folder;
            this.names = names;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
            Path digests = inner.resolve(FILE);
            if (inner.equals(folder) || !Files.exists(digests)) {
                return FileVisitResult.CONTINUE;
            }
            names.add(folder.relativize(digests).toString());
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            names.add(folder.relativize(file).toString());
            return FileVisitResult.CONTINUE;
        }
    }
}
