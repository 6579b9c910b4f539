package skybourse.app.store;

import java.nio.file.Files;
import java.nio.file.Path;
import skybourse.app.codec.InvalidInputException;
import skybourse.app.codec.RunManifest;

/**
 * Which version of the program wrote a folder: results of two versions are not mixed, nor is one's work judged by another's.
 *
 * @param own the version of this program
 */
public record FolderVersion(String own) {

    /** Refuses a folder whose manifest, if it has one, is another version's. */
    public void require(Path folder) {
        Path manifest = folder.resolve(RunFiles.MANIFEST);
        if (Files.exists(manifest)) {
            require(folder, RunManifest.version(manifest.toString(), TextFiles.read(manifest)));
        }
    }

    /** Refuses a folder that another version wrote. */
    public void require(Path folder, String version) {
        if (!version.equals(own)) {
            throw new InvalidInputException(
                    folder.toString(),
                    "version",
                    "must be that of this program, " + own + ": " + version,
                    "the program of that version was meant, or results made anew in another folder");
        }
    }
}
