package skybourse.app.command;

/** Exit codes of the program. Every command's help lists those that it returns. */
public final class ExitCode {

    /** A check found an error, or a file could not be read or written, for example because the disk is full. */
    public static final int FAILED = 1;

    /** The input is invalid. */
    public static final int INVALID_INPUT = 2;

    /**
     * A requirement is missing on the machine. The launcher returns this code if the JDK or Maven is missing. The program returns it if the vector
     * module is missing.
     */
    public static final int MISSING_REQUIREMENT = 3;

    private ExitCode() {}
}
