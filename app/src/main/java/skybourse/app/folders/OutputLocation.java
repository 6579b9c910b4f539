package skybourse.app.folders;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import skybourse.app.report.NumberText;
import skybourse.base.numeric.Label;
import skybourse.files.log.IoErrorText;
import skybourse.files.text.InvalidInputException;

/** Where something is to be written: looked at before any work, so that nothing is computed that could not be kept. */
public final class OutputLocation {

    private OutputLocation() {}

    /**
     * Accepts a place that can be written, there already or not.
     *
     * @param option what gave it
     * @param folder whether it is a folder
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
     * Refuses a simulation whose files need more space than its disk has.
     *
     * @param folder where it is written, there already or not
     * @param slots how many are wanted in all
     * @param left how many of them are still to be simulated
     * @param slotBytes about how many bytes one slot takes
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
            throw IoErrorText.describe(part + " cannot be read", e);
        }
    }

    private static void requireName(String option, String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > Label.MOST_BYTES) {
            throw new InvalidInputException(
                    option,
                    "must have at most " + Label.MOST_BYTES + " bytes for each name: " + Label.escapedInQuotes(name),
                    "use a shorter name.");
        }
        if (!Label.printable(name).equals(name)) {
            throw new InvalidInputException(
                    option,
                    "must not contain control characters: " + Label.escapedInQuotes(name),
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
