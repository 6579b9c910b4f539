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
import skybourse.base.numeric.Label;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;

/**
 * The SHA-256 of each file of a result folder, as {@code digests.txt} holds them and {@code sha256sum --check} reads them.
 *
 * @param byName in hexadecimal, by path inside the folder
 */
public record Digests(SortedMap<String, String> byName) {

    /** The file that holds them. */
    public static final String FILE = "digests.txt";

    private static final String GAP = "  ";
    private static final String NO_FILE = "-";

    public Digests {
        byName = new TreeMap<>(byName);
    }

    /** Returns the digests of these contents. */
    public static Digests of(Map<String, byte[]> files) {
        SortedMap<String, String> digests = new TreeMap<>();
        files.forEach((name, content) -> digests.put(name, Sha256.of(content)));
        return new Digests(digests);
    }

    /**
     * Returns the digests of all that lies in a folder now but of {@code digests.txt} itself. A folder in it that has digests of its
     * own counts as their file.
     *
     * @param apart files that are left out where another lies beside them, by the name of that other
     */
    public static Digests present(Path folder, Map<String, String> apart) {
        Set<String> names = new TreeSet<>();
        try {
            Files.walkFileTree(folder, new Names(folder, names));
        } catch (IOException e) {
            throw WhyNot.because(folder + " cannot be read", e);
        }
        names.remove(FILE);
        apart.forEach((sign, file) -> {
            if (names.contains(sign)) {
                names.remove(file);
            }
        });
        return found(folder, names);
    }

    /** Returns the digests of files as they are now; what is no file has another than any file. */
    public static Digests found(Path folder, Collection<String> names) {
        SortedMap<String, String> digests = new TreeMap<>();
        for (String name : names) {
            digests.put(name, found(folder.resolve(name)));
        }
        return new Digests(digests);
    }

    private static String found(Path file) {
        if (!Files.isRegularFile(file)) {
            return NO_FILE;
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return Sha256.of(stream);
        } catch (IOException e) {
            throw WhyNot.because(file + " cannot be read", e);
        }
    }

    /** Writes the digests of files that were put into a folder beside those that it has of others. */
    public static void add(Path folder, Collection<String> names) {
        SortedMap<String, String> digests = new TreeMap<>();
        if (Files.exists(folder.resolve(FILE))) {
            digests.putAll(recorded(folder).byName());
        }
        digests.putAll(found(folder, names).byName());
        TextFiles.write(folder.resolve(FILE), new Digests(digests).text());
    }

    /** Reads the digests that a folder's files were written with. */
    public static Digests recorded(Path folder) {
        Path file = folder.resolve(FILE);
        SortedMap<String, String> digests = new TreeMap<>();
        String text = new String(TextFiles.read(file), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            String[] parts = line.split(GAP, 2);
            if (parts.length != 2 || !parts[0].matches("[0-9a-f]{64}") || parts[1].indexOf('\0') >= 0) {
                String found = "must have a digest and a name on each line: " + Label.shown(line);
                String advice = "repeat the command that wrote the folder; the file was changed.";
                throw new InvalidInputException(file.toString(), found, advice);
            }
            digests.put(parts[1], parts[0]);
        }
        return new Digests(digests);
    }

    /** Returns those of the other files. */
    public Digests without(Predicate<String> file) {
        SortedMap<String, String> rest = new TreeMap<>(byName);
        rest.keySet().removeIf(file);
        return new Digests(rest);
    }

    /** Returns the names, in order, that only one of the two has or that have another digest in the other. */
    public List<String> differing(Digests other) {
        var names = new TreeSet<>(byName.keySet());
        names.addAll(other.byName.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(byName.get(name), other.byName.get(name)))
                .toList();
    }

    /** Returns the content of {@code digests.txt}. */
    public String text() {
        StringBuilder text = new StringBuilder();
        byName.forEach(
                (name, digest) -> text.append(digest).append(GAP).append(name).append('\n'));
        return text.toString();
    }

    /** Gathers the names of files; a folder inside that has digests of its own is one name, that of its digests. */
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
