package skybourse.app.folders;

import java.nio.file.Path;
import java.util.Map;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.task.CellTasks;
import skybourse.files.codec.ModelFile;
import skybourse.files.log.TextFiles;
import skybourse.tier2.catalogue.AuctionCatalogue;

/**
 * Reader of sweep files. Scenarios and models that a sweep names are read from its folder. {@code reference.yaml} and the shipped models are
 * bundled; a file {@code reference.yaml} in the folder takes precedence.
 */
public final class SweepFile {

    private static final String REFERENCE = "reference.yaml";

    private SweepFile() {}

    /** Reads a sweep and its scenarios. */
    public static Sweep read(Path file) {
        return read(file, Map.of());
    }

    /**
     * Reads a sweep and its scenarios.
     *
     * @param defaults values for axes that the file leaves out, by axis, such as {@link CellTasks#PAPER}. They take precedence over the task's
     *     defaults.
     */
    public static Sweep read(Path file, Map<String, String> defaults) {
        return SweepText.read(file.toString(), TextFiles.read(file), CellTasks.all(), defaults, name -> {
            if (name.equals(ModelFile.LEARNED) || name.equals(AuctionCatalogue.UNFENCED)) {
                return PolicyResolver.bundledModel();
            }
            Path beside = file.resolveSibling(name);
            boolean bundled = name.equals(REFERENCE) && !java.nio.file.Files.exists(beside);
            return bundled ? ScenarioFileReader.bundled() : TextFiles.read(beside);
        });
    }
}
