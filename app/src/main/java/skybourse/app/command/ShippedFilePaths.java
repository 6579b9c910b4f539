package skybourse.app.command;

import java.nio.file.Path;

/** Paths of the files that are delivered with the program. */
public final class ShippedFilePaths {

    /** System property with the folder of the launcher. If it is not set, files are searched in the working directory. */
    private static final String HOME = "skybourse.home";

    /** File that defines the rounds on which clock policies are trained, selected and measured. */
    public static final Path CLOCK_ROUNDS = examples().resolve("clocks/clock-rounds.yaml");

    private ShippedFilePaths() {}

    /** Returns the folder of the examples. */
    public static Path examples() {
        return Path.of(System.getProperty(HOME, "")).resolve("examples");
    }
}
