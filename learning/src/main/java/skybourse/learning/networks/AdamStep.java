package skybourse.learning.networks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One step of {@link Adam} with vector operations.
 *
 * @param size step size with the bias correction of the first moment
 * @param root square root of the bias correction of the second moment
 * @param epsilon positive term of the divisor
 */
record AdamStep(float size, float root, float epsilon) {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    void make(float[] parameters, float[] gradients, float[] first, float[] second) {
        int bound = SPECIES.loopBound(parameters.length);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            FloatVector g = FloatVector.fromArray(SPECIES, gradients, i);
            FloatVector m = FloatVector.fromArray(SPECIES, first, i);
            FloatVector v = FloatVector.fromArray(SPECIES, second, i);
            m = g.sub(m).fma(FloatVector.broadcast(SPECIES, 1 - Adam.FIRST_DECAY), m);
            v = g.mul(1 - Adam.SECOND_DECAY).fma(g, v.mul(Adam.SECOND_DECAY));
            m.intoArray(first, i);
            v.intoArray(second, i);
            FloatVector change = m.mul(size).div(v.sqrt().div(root).add(epsilon));
            FloatVector.fromArray(SPECIES, parameters, i).sub(change).intoArray(parameters, i);
        }
        if (bound != parameters.length) {
            throw new IllegalArgumentException("parameters must be a multiple of the panel size: " + parameters.length);
        }
    }
}
