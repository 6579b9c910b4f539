package skybourse.base.random;

import java.util.random.RandomGenerator;
import skybourse.base.numeric.VectorModule;

/**
 * Random generator that can be restarted from another seed without a new object. For callers that need only a few numbers from each of very many
 * seeds. Not safe for several threads.
 *
 * <p>Paper: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (SplitMix64). Difference from the paper: the seed
 * is mixed once more. Otherwise two seeds that differ by {@code GOLDEN} would give the same numbers, shifted by one.
 */
public final class ReusableGenerator implements RandomGenerator {

    /** Increment of the state for each random number. */
    static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    /** Creates a generator that starts from the seed. */
    public ReusableGenerator(long seed) {
        restart(seed);
    }

    /** Restarts from another seed; equal seeds give equal numbers. */
    public void restart(long seed) {
        state = RandomStreams.mix(seed ^ GOLDEN);
    }

    @Override
    public long nextLong() {
        state += GOLDEN;
        return RandomStreams.mix(state);
    }

    /** Sets the first {@code count} elements of {@code into} to the results of as many calls of {@link #nextLong}. Later elements may change too. */
    public void fill(long[] into, int count) {
        if (VectorModule.isAvailable()) {
            VectorDraws.fill(state, into, count);
            state += count * GOLDEN;
        } else {
            for (int i = 0; i < count; i++) {
                into[i] = nextLong();
            }
        }
    }
}
