package skybourse.base.random;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Computation of the random numbers of {@link ReusableGenerator} with vector instructions. */
final class VectorDraws {

    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    /** Increment of each lane: {@link ReusableGenerator#GOLDEN} in the first lane, twice that in the second, and so on. */
    private static final LongVector PLACES =
            LongVector.broadcast(SPECIES, 1).addIndex(1).mul(ReusableGenerator.GOLDEN);

    private VectorDraws() {}

    /** Sets the first {@code count} elements of {@code into} to the random numbers after a state; later elements may change too. */
    static void fill(long state, long[] into, int count) {
        int done = 0;
        for (int length = SPECIES.length(); done + length <= into.length && done < count; done += length) {
            LongVector z = PLACES.add(state + done * ReusableGenerator.GOLDEN);
            LongVector a = mixed(z, 30).mul(0xbf58476d1ce4e5b9L);
            LongVector b = mixed(a, 27).mul(0x94d049bb133111ebL);
            mixed(b, 31).intoArray(into, done);
        }
        for (; done < count; done++) {
            into[done] = RandomStreams.mix(state + (done + 1) * ReusableGenerator.GOLDEN);
        }
    }

    private static LongVector mixed(LongVector z, int shift) {
        return z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, shift));
    }
}
