package skybourse.base.numeric;

/**
 * The JVM's vector instructions, a module that a program must ask for when it starts. Prices, certificates and trained models
 * do without it, equal in every bit: faster where the work is small, slower where it is large. Training needs it.
 */
public final class VectorModule {

    /** What to do where the module is missing. */
    public static final String ADD = "start java with --add-modules=jdk.incubator.vector";

    /** What is missing and what to do, in one sentence. */
    public static final String MISSING = "Skybourse needs Java's vector instructions: " + ADD;

    private static final boolean THERE = found();

    private VectorModule() {}

    /** Tells whether this program was started with the module. */
    public static boolean isThere() {
        return THERE;
    }

    /**
     * Called by whoever makes an object whose work needs vectors, so that a program started without them is told what it needs,
     * and not which class of the JDK was missed.
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
