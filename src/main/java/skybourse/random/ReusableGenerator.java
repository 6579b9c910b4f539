package skybourse.random;

import java.util.random.RandomGenerator;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A small generator that can start over from another seed without anything being made anew, for places that draw a few numbers
 * from each of very many seeds. For one thread.
 *
 * <p>Paper: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (SplitMix64). Differs: the
 * seed is mixed once more, so that neighbouring seeds do not give the same numbers one place apart.
 */
public final class ReusableGenerator implements RandomGenerator {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    /** One golden number for the first place of a vector, two for the second and so on. */
    private static final LongVector PLACES =
            LongVector.broadcast(SPECIES, 1).addIndex(1).mul(GOLDEN);

    private long state;

    /** Starts from the seed. */
    public ReusableGenerator(long seed) {
        restart(seed);
    }

    /** Starts over from another seed: equal seeds give equal draws. */
    public void restart(long seed) {
        state = RandomStreams.mix(seed ^ GOLDEN);
    }

    @Override
    public long nextLong() {
        state += GOLDEN;
        return RandomStreams.mix(state);
    }

    /**
     * Sets the first {@code count} of {@code into} to what as many calls of {@link #nextLong} would give; those behind may change
     * too.
     */
    public void fill(long[] into, int count) {
        int done = 0;
        for (int length = SPECIES.length(); done + length <= into.length && done < count; done += length) {
            LongVector z = PLACES.add(state + done * GOLDEN);
            LongVector a = mixed(z, 30).mul(0xbf58476d1ce4e5b9L);
            LongVector b = mixed(a, 27).mul(0x94d049bb133111ebL);
            mixed(b, 31).intoArray(into, done);
        }
        for (; done < count; done++) {
            into[done] = RandomStreams.mix(state + (done + 1) * GOLDEN);
        }
        state += count * GOLDEN;
    }

    private static LongVector mixed(LongVector z, int shift) {
        return z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, shift));
    }
}
