package skybourse.app.command;

import java.nio.file.Path;

/** Places of the files that the program comes with. */
public final class ShippedFiles {

    /** The property by which the launcher says where it is; without it, the files are looked for in the working directory. */
    private static final String HOME = "skybourse.home";

    /** Rounds on which clocks are trained, selected and measured. */
    public static final Path CLOCK_ROUNDS = examples().resolve("clocks/clock-rounds.yaml");

    private ShippedFiles() {}

    /** Returns the folder of the examples. */
    public static Path examples() {
        return Path.of(System.getProperty(HOME, "")).resolve("examples");
    }
}
