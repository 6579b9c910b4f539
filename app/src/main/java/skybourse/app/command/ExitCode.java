package skybourse.app.command;

/** Exit codes of the program. Every command's help lists those that it returns. */
public final class ExitCode {

    /** The environment failed: a full disk, an unreadable file; or a check found an error. */
    public static final int FAILED = 1;

    /** The input is invalid. */
    public static final int INVALID_INPUT = 2;

    /** The machine lacks something that the program needs. The launcher returns it without a JDK or Maven, the program without the vector module. */
    public static final int MISSING_REQUIREMENT = 3;

    private ExitCode() {}
}
