package skybourse.base.numeric;

/**
 * Availability of the JDK's module {@code jdk.incubator.vector}, which must be added when the JVM starts. Prices, certificates and inference of
 * trained models have the same results, to the bit, without it; they are faster for small inputs and slower for large ones. Training needs it.
 */
public final class VectorModule {

    /** Instruction for the user if the module is missing. */
    public static final String ADD = "start java with --add-modules=jdk.incubator.vector";

    /** Message of the error if the module is missing. */
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
     * @throws LinkageError with {@link #MISSING} if the module is not there
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
