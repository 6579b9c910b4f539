package skybourse.learning.networks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vector implementation of {@link ElementwiseOperations}. */
final class VectorElementwiseOperations {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private VectorElementwiseOperations() {}

    static void multiply(Matrix x, Matrix by) {
        for (int i = 0; i < x.size(); i += SPECIES.length()) {
            load(x.values(), x.offset() + i)
                    .mul(load(by.values(), by.offset() + i))
                    .intoArray(x.values(), x.offset() + i);
        }
    }

    static void add(Matrix x, Matrix y) {
        add(x.values(), x.offset(), y.values(), y.offset(), x.size());
    }

    static void addColumnSums(Matrix x, Matrix sums) {
        for (int p = 0; p < x.panels(); p++) {
            for (int j = 0; j < Matrix.PANEL; j += SPECIES.length()) {
                int to = sums.panel(p) + j;
                FloatVector sum = load(sums.values(), to);
                int at = x.panel(p) + j;
                for (int r = 0; r < x.rows(); r++) {
                    sum = sum.add(load(x.values(), at + r * Matrix.PANEL));
                }
                sum.intoArray(sums.values(), to);
            }
        }
    }

    static void sum(float[][] parts, int count, float[] total) {
        System.arraycopy(parts[0], 0, total, 0, total.length);
        for (int i = 1; i < count; i++) {
            add(total, 0, parts[i], 0, total.length);
        }
    }

    static void approach(float[] target, float[] source, float share) {
        int bound = SPECIES.loopBound(target.length);
        FloatVector part = FloatVector.broadcast(SPECIES, share);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            FloatVector old = load(target, i);
            load(source, i).sub(old).fma(part, old).intoArray(target, i);
        }
        for (int i = bound; i < target.length; i++) {
            target[i] = Math.fma(source[i] - target[i], share, target[i]);
        }
    }

    private static void add(float[] x, int xOffset, float[] y, int yOffset, int length) {
        int bound = SPECIES.loopBound(length);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            load(x, xOffset + i).add(load(y, yOffset + i)).intoArray(x, xOffset + i);
        }
        for (int i = bound; i < length; i++) {
            x[xOffset + i] += y[yOffset + i];
        }
    }

    private static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(SPECIES, values, at);
    }
}
