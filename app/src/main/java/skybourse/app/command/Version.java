package skybourse.app.command;

import java.nio.charset.StandardCharsets;
import skybourse.files.log.TextFiles;

/** Version of the program, written into every result. */
public final class Version {

    /** Version of the build, with the digests of the loaded plugins. Plugins must be loaded before this class is initialized. */
    public static final String OWN =
            Plugins.version(new String(TextFiles.bundled("/skybourse/app/cli/version.txt"), StandardCharsets.US_ASCII)
                    .strip()
                    .replace("-SNAPSHOT", ""));

    private Version() {}
}
