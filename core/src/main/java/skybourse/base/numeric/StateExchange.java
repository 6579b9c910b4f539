package skybourse.base.numeric;

/**
 * Carries the state of something out of it or back into it: each value is handed over and taken back, in one order that is
 * written down once. One that writes gives back what it gets; one that reads gives back what was written in its place.
 */
public interface StateExchange {

    /** Exchanges one real number, to the bit. */
    double number(double now);

    /** Exchanges one whole number. */
    long whole(long now);

    /** Exchanges real numbers, to the bit; how many there are is part of the state. */
    double[] numbers(double[] now);

    /** Exchanges whole numbers. */
    long[] wholes(long[] now);

    /** Exchanges whole numbers. */
    int[] ints(int[] now);

    /** Exchanges one yes or no. */
    default boolean flag(boolean now) {
        return whole(now ? 1 : 0) != 0;
    }
}
