package skybourse.app.command;

import java.nio.charset.StandardCharsets;
import skybourse.files.log.TextFiles;

/** Version of the program, written into every result. */
public final class Version {

    /** That of the build, with the digests of the plugins that the command line names. */
    public static final String OWN =
            Plugins.version(new String(TextFiles.bundled("/skybourse/app/cli/version.txt"), StandardCharsets.US_ASCII)
                    .strip()
                    .replace("-SNAPSHOT", ""));

    private Version() {}
}
