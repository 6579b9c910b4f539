package skybourse.app.folders;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.app.report.simulation.SlotCsvTables;
import skybourse.files.log.IoErrorText;

/** Search for the first difference between the slots of a simulation and of its repetition. */
final class SlotComparison {

    private SlotComparison() {}

    /**
     * Returns a message about the first slot that differs. It contains the slot, the column and both values, or states that a row is missing. Returns
     * empty if all slots are equal, or if folder {@code there} has no table.
     */
    static Optional<String> firstDifference(Path there, Path again) {
        Path file = there.resolve(SlotCsvTables.SLOTS);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (BufferedReader before = Files.newBufferedReader(file);
                BufferedReader now = Files.newBufferedReader(again.resolve(SlotCsvTables.SLOTS))) {
            String columns = null;
            while (true) {
                String old = before.readLine();
                String made = now.readLine();
                if (old == null && made == null) {
                    return Optional.empty();
                }
                columns = columns == null && made != null && !made.startsWith("#") ? made : columns;
                if (old == null || !old.equals(made)) {
                    return Optional.of(file + ": " + difference(columns, old, made));
                }
            }
        } catch (IOException e) {
            throw IoErrorText.describe(file + " cannot be read", e);
        }
    }

    private static String difference(@Nullable String columns, @Nullable String old, @Nullable String made) {
        if (old == null || made == null || columns == null) {
            return "the number of lines differs";
        }
        String[] names = columns.split(",", -1);
        String[] was = old.split(",", -1);
        String[] is = made.split(",", -1);
        for (int i = 0; i < names.length && was.length == names.length && is.length == names.length; i++) {
            if (!was[i].equals(is[i])) {
                return "slot " + is[0] + ": " + names[i] + " is " + was[i] + ", but is " + is[i]
                        + " when produced again";
            }
        }
        return "slot " + is[0] + ": its row is missing";
    }
}
