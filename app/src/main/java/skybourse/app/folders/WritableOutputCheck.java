package skybourse.app.folders;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import skybourse.app.report.NumberText;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.log.IoErrorText;
import skybourse.files.text.InvalidInputException;

/** Checks of output paths and disk space before a computation starts, so that its results can be written. */
public final class WritableOutputCheck {

    private WritableOutputCheck() {}

    /**
     * Checks that a path can be written. It may exist already.
     *
     * @param option option or source of the path, for messages
     * @param path path of the output
     * @param folder whether the output is a folder; otherwise it is a file
     * @throws InvalidInputException if the path is of the other kind, is a device, pipe or socket, lies in a file, or lies in a folder that is not
     *     writable, or if a name to create is too long or has control characters
     */
    public static void check(String option, Path path, boolean folder) {
        for (Path part = path.toAbsolutePath().normalize(); part != null; part = part.getParent()) {
            if (Files.exists(part)) {
                requirePlace(option, path, part, folder);
                return;
            }
            requireName(option, name(part));
        }
    }

    /**
     * Checks that the files of a simulation fit on the disk.
     *
     * @param folder output folder; it need not exist
     * @param slots total number of slots
     * @param left number of slots that are not simulated yet
     * @param slotBytes estimated size of a slot, bytes
     * @throws InvalidInputException if the remaining slots need more than the usable space
     */
    public static void requireRoom(Path folder, long slots, long left, double slotBytes) {
        long free = free(folder);
        if (left * slotBytes > free) {
            long fit = Math.max(0, slots - left + (long) (free / slotBytes));
            throw new InvalidInputException(
                    "--slots",
                    "must fit on the disk: " + slots + " slots need about " + NumberText.si(left * slotBytes) + "B, "
                            + NumberText.si((double) free) + "B are free",
                    "use at most --slots " + fit + ", a larger --places-every, --no-ledger, or --out on another disk.");
        }
    }

    private static long free(Path folder) {
        Path part = folder.toAbsolutePath().normalize();
        while (!Files.exists(part)) {
            part = Objects.requireNonNull(part.getParent(), "the root exists");
        }
        try {
            return Files.getFileStore(part).getUsableSpace();
        } catch (IOException e) {
            long free = part.toFile().getUsableSpace(); // without the mounted file systems, which only /proc lists
            if (free > 0) {
                return free;
            }
            throw IoErrorText.describe(part + " cannot be read", e);
        }
    }

    private static void requireName(String option, String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > LabelSyntax.MOST_BYTES) {
            throw new InvalidInputException(
                    option,
                    "must have at most " + LabelSyntax.MOST_BYTES + " bytes for each name: "
                            + LabelSyntax.escapedInQuotes(name),
                    "use a shorter name.");
        }
        if (!LabelSyntax.printable(name).equals(name)) {
            throw new InvalidInputException(
                    option,
                    "must not contain control characters: " + LabelSyntax.escapedInQuotes(name),
                    "use a name that consists of printable characters.");
        }
    }

    private static String name(Path path) {
        @Nullable Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    private static void requirePlace(String option, Path path, Path there, boolean folder) {
        boolean last = there.equals(path.toAbsolutePath().normalize());
        if (!last && !Files.isDirectory(there)) {
            throw new InvalidInputException(
                    option, "must be in a folder: " + there + " is not a folder", "give a path in a folder.");
        }
        if (last && !Files.isDirectory(there) && !Files.isRegularFile(there)) {
            throw new InvalidInputException(
                    option, "must not be a device, pipe or socket: " + path, "give the name of a new file.");
        }
        if (last && folder != Files.isDirectory(there)) {
            String kind = folder ? "folder" : "file";
            throw new InvalidInputException(
                    option, "must be a " + kind + ": " + path + " is not", "give the path of a " + kind + ".");
        }
        if (Files.isDirectory(there) && !Files.isWritable(there)) {
            throw new InvalidInputException(
                    option, "must be writable: " + there + " is not", "choose a folder in which you can write.");
        }
    }
}
