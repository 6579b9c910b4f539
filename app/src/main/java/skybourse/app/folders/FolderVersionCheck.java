package skybourse.app.folders;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;

/**
 * Check of the version that wrote a folder. Results of different versions must not be mixed, and a version verifies only its own results.
 *
 * @param own version of this program, followed by a plus sign and the digests of its plugins if it has any
 */
public record FolderVersionCheck(String own) {

    /** File with the results and the version of a reproduction. */
    public static final String STUDY = "results.json";

    /** File with the plan and the version of a training. */
    public static final String TRAINING = "plan.json";

    /**
     * Checks the version in the files of a folder. A folder without such files is accepted.
     *
     * @throws InvalidInputException if another version wrote the folder
     */
    public void require(Path folder) {
        for (String name : List.of(RunFiles.MANIFEST, STUDY, TRAINING)) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                require(folder, RunManifest.version(file.toString(), TextFiles.read(file)));
            }
        }
    }

    /**
     * Checks the version that wrote a folder.
     *
     * @throws InvalidInputException if {@code version} is not that of this program
     */
    public void require(Path folder, String version) {
        if (!version.equals(own)) {
            throw new InvalidInputException(
                    folder.toString(),
                    "version",
                    "must be that of this program, " + own + ": " + version,
                    withoutPlugins(own).equals(withoutPlugins(version))
                            ? "give the same JAR files: --plugin is missing, or names another file."
                            : "use the program of that version, or write new results to another folder.");
        }
    }

    private static String withoutPlugins(String version) {
        return version.replaceFirst("[+].*", "");
    }
}
