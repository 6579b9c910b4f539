package skybourse.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import skybourse.codec.InvalidInputException;
import skybourse.codec.RunManifest;

/** Which version of the program wrote a folder: results of two versions are not mixed, nor is one's work judged by another's. */
final class FolderVersion {

    private FolderVersion() {}

    /** Refuses a folder whose manifest, if it has one, is another version's. */
    static void require(Path folder) {
        Path manifest = folder.resolve(RunFiles.MANIFEST);
        if (Files.exists(manifest)) {
            require(folder, RunManifest.version(manifest.toString(), TextFiles.read(manifest)));
        }
    }

    /** Refuses a folder that another version wrote. */
    static void require(Path folder, String version) {
        if (!version.equals(Main.VERSION)) {
            throw new InvalidInputException(
                    folder.toString(),
                    "version",
                    "must be that of this program, " + Main.VERSION + ": " + version,
                    "the program of that version was meant, or results made anew in another folder");
        }
    }
}
