package skybourse.learning.networks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Chains of multiply-adds for {@link FloatSpeed}. */
final class MultiplyAdds {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LOOPS = 20_000;
    private static final int CHAINS = 12;

    private MultiplyAdds() {}

    /** Runs the chains and stores their sum in an array. Returns the number of floating-point operations. */
    static double run(float[] sum) {
        FloatVector by = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector more = FloatVector.broadcast(SPECIES, 0.001f);
        FloatVector s0 = more;
        FloatVector s1 = s0.add(more);
        FloatVector s2 = s1.add(more);
        FloatVector s3 = s2.add(more);
        FloatVector s4 = s3.add(more);
        FloatVector s5 = s4.add(more);
        FloatVector s6 = s5.add(more);
        FloatVector s7 = s6.add(more);
        FloatVector s8 = s7.add(more);
        FloatVector s9 = s8.add(more);
        FloatVector s10 = s9.add(more);
        FloatVector s11 = s10.add(more);
        for (int i = 0; i < LOOPS; i++) {
            s0 = s0.fma(by, more);
            s1 = s1.fma(by, more);
            s2 = s2.fma(by, more);
            s3 = s3.fma(by, more);
            s4 = s4.fma(by, more);
            s5 = s5.fma(by, more);
            s6 = s6.fma(by, more);
            s7 = s7.fma(by, more);
            s8 = s8.fma(by, more);
            s9 = s9.fma(by, more);
            s10 = s10.fma(by, more);
            s11 = s11.fma(by, more);
        }
        FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
        FloatVector high = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
        low.add(high).intoArray(sum, 0);
        return 2.0 * LOOPS * CHAINS * SPECIES.length();
    }
}
