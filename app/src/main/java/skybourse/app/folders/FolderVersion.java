package skybourse.app.folders;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import skybourse.files.codec.RunManifest;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;

/**
 * Which version of the program wrote a folder: results of two versions are not mixed, nor is one's work judged by another's.
 *
 * @param own the version of this program, with the digests of its plugins after a plus sign
 */
public record FolderVersion(String own) {

    /** What came out of a reproduction, with its version. */
    public static final String STUDY = "results.json";

    /** What is trained in a folder, with its version. */
    public static final String TRAINING = "plan.json";

    /** Refuses a folder that says of itself that another version wrote it. */
    public void require(Path folder) {
        for (String name : List.of(RunFiles.MANIFEST, STUDY, TRAINING)) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                require(folder, RunManifest.version(file.toString(), TextFiles.read(file)));
            }
        }
    }

    /** Refuses a folder that another version wrote. */
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
