package skybourse.base.numeric;

/**
 * Availability of the JDK's module {@code jdk.incubator.vector}, which must be added when the JVM starts. Without the module, prices, certificates
 * and inference of trained models have bit for bit the same results. They are then faster for small inputs and slower for large ones. Training
 * requires the module.
 */
public final class VectorModule {

    /** Instruction for the user if the module is missing. */
    public static final String ADD = "start java with --add-modules=jdk.incubator.vector";

    /** Error message if the module is missing. */
    public static final String MISSING = "Skybourse needs Java's vector instructions: " + ADD;

    private static final boolean THERE = found();

    private VectorModule() {}

    /** Returns whether the JVM was started with the module. */
    public static boolean isAvailable() {
        return THERE;
    }

    /**
     * Checks that the module is available. Call it before the first use of a class that needs vectors, so that the error names the missing option
     * instead of a class of the JDK.
     *
     * @throws LinkageError with the message {@link #MISSING} if the module is missing
     */
    public static void require() {
        if (!THERE) {
            throw new LinkageError(MISSING);
        }
    }

    private static boolean found() {
        try {
            Class.forName("jdk.incubator.vector.Vector", false, VectorModule.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
