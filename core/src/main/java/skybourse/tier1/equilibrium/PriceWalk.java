package skybourse.tier1.equilibrium;

import java.util.List;

/** The iterates of one solve, made one at a time. For one thread. */
public interface PriceWalk {

    /** Makes the next iterate; returns false, and changes nothing, once the walk has ended. */
    boolean advance();

    /** Returns a copy of the present prices, {@code double[leaders]}, money per bit. */
    double[] prices();

    /** Returns how many iterates were made after the start. */
    int iterations();

    /** Returns the largest relative price change of the last iterate, 0 at the start. */
    double largestMove();

    /** Returns how the walk stands. */
    Ending ending();

    /** Returns the price vectors of one turn of the cycle, in order; empty unless the walk ended in one. */
    List<double[]> cycle();

    /** How a walk stands or has ended. */
    enum Ending {
        /** It goes on. */
        WALKING,
        /** No leader gains more than the stop rule allows by another step of this method. */
        RESTED,
        /** It went round the same prices twice. */
        CYCLED,
        /** It used up its iterations. */
        STEP_LIMIT
    }
}
