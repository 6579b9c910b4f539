package skybourse.app.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Puts the files of a run into a folder of its own, all of them or none. */
public final class RunFolder {

    private RunFolder() {}

    /** Tells whether a run may be written to a folder: it is not there, empty, or that of an earlier run. */
    public static boolean mayReplace(Path folder) {
        if (!Files.exists(folder) || Files.exists(folder.resolve("result.json"))) {
            return true;
        }
        try (Stream<Path> paths = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
            return paths.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes the files beside the folder, then moves them there, replacing a folder of an earlier run. A program that is stopped
     * meanwhile ends when that is done.
     *
     * @param folder where they shall be
     * @param files content by path inside the folder
     */
    public static void write(Path folder, Map<String, byte[]> files) {
        Path target = folder.toAbsolutePath().normalize();
        try {
            FileGate.pass(() -> writeThrough(target, files));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void writeThrough(Path target, Map<String, byte[]> files) throws IOException {
        Files.createDirectories(target.getParent());
        Path fresh = target.resolveSibling(".run-" + ProcessHandle.current().pid());
        delete(fresh); // of a killed process that had the same number
        Files.createDirectory(fresh);
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = fresh.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            replace(fresh, target);
        } finally {
            delete(fresh);
        }
    }

    private static void replace(Path fresh, Path target) throws IOException {
        if (!Files.exists(target)) {
            Files.move(fresh, target);
            return;
        }
        if (!mayReplace(target)) {
            throw new IOException("it exists and is not the folder of a run");
        }
        Path old = fresh.resolveSibling(fresh.getFileName() + "-old");
        delete(old); // as above
        Files.move(target, old);
        try {
            Files.move(fresh, target);
        } catch (IOException e) {
            Files.move(old, target);
            throw e;
        }
        delete(old);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
