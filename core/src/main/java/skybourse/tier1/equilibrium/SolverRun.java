package skybourse.tier1.equilibrium;

import java.util.List;

/** Iterates of one solve, computed one at a time. Not safe for use by several threads. */
public interface SolverRun {

    /** Computes the next iterate. Returns false if the run has ended. The first call that returns false may go back to earlier, better prices. */
    boolean advance();

    /** Returns a copy of the present prices, {@code double[leaders]}, money per bit. */
    double[] prices();

    /** Returns the number of iterates after the start. */
    int iterations();

    /** Returns the largest relative price change of the last iterate; 0 at the start. */
    double largestMove();

    /** Returns the state of the run. */
    Ending ending();

    /** Returns the price vectors of one turn of the cycle, in order; empty unless {@link #ending} is {@link Ending#CYCLED}. */
    List<double[]> cycle();

    /** State of a run. */
    enum Ending {
        /** The run has not ended. */
        WALKING,
        /** Converged: by another step of this method no leader gains more than the stop rule allows. */
        RESTED,
        /** The run passed through the same cycle of prices twice. */
        CYCLED,
        /** The run reached its step limit. */
        STEP_LIMIT
    }
}
