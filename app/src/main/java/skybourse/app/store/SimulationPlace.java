package skybourse.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.Label;
import skybourse.files.codec.InvalidInputException;
import skybourse.files.log.WhyNot;

/** Where a simulation may begin, and where one may go on. */
public final class SimulationPlace {

    private SimulationPlace() {}

    /**
     * Returns the folder of a new simulation, which may be new, empty or that of a finished one.
     *
     * @param out as given; null for one named after the scenario
     * @param scenario its name
     * @param version of the program
     */
    public static Path begin(@Nullable Path out, String scenario, String version) {
        Path folder = out == null ? Path.of("out", Label.fileName(scenario) + "-over-time") : out;
        String source = out == null ? folder.toString() : "--out";
        Place.check(source, folder, true);
        if (SimulationFolder.isOne(folder)) {
            new FolderVersion(version).require(folder);
            if (SimulationFolder.isSaved(folder) && SimulationFolder.isBegun(folder)) {
                throw Place.bad(
                        source,
                        "must not hold a simulation that was stopped: " + folder + " does",
                        "--continue " + Label.quoted(folder.toString()) + " was meant, or another --out");
            }
        } else if (!isEmpty(folder)) {
            throw Place.bad(
                    source,
                    "must be new, empty or the folder of a simulation: " + folder + " is not",
                    "another was meant");
        }
        return folder;
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.findAny().isEmpty();
        } catch (IOException e) {
            throw WhyNot.because("cannot read " + folder, e);
        }
    }

    /** Accepts a folder in which a simulation may go on. */
    public static void resume(Path folder, String version) {
        if (!SimulationFolder.isSaved(folder)) {
            throw new InvalidInputException(
                    "--continue",
                    "",
                    "must be the folder of a simulation, with its " + SimulationFolder.CHECKPOINT + ": " + folder
                            + " is not",
                    "another folder was meant, or the simulation never began");
        }
        new FolderVersion(version).require(folder);
    }
}
