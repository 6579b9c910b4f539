package skybourse.base.numeric;

/**
 * Visitor that saves or restores state. An object passes each of its values and stores the value returned, in the same order for saving and
 * restoring. A writer returns its argument; a reader ignores its argument and returns the value that was written at this position.
 */
public interface StateArchive {

    /** Exchanges one double, bit for bit. */
    double number(double now);

    /** Exchanges one integer. */
    long integer(long now);

    /** Exchanges doubles, bit for bit. The length is part of the state. */
    double[] numbers(double[] now);

    /** Exchanges 64-bit integers. The length is part of the state. */
    long[] integers(long[] now);

    /** Exchanges 32-bit integers. The length is part of the state. */
    int[] ints(int[] now);

    /** Exchanges one boolean. */
    default boolean flag(boolean now) {
        return integer(now ? 1 : 0) != 0;
    }
}
