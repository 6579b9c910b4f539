package skybourse.learning.networks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vector implementation of {@link Activation}. */
final class VectorActivation {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private VectorActivation() {}

    static void relu(Matrix z, Matrix slope) {
        float[] values = z.values();
        for (int i = 0; i < z.size(); i += SPECIES.length()) {
            FloatVector x = FloatVector.fromArray(SPECIES, values, z.offset() + i);
            // The comparison is "at most zero" and not "above zero", so that NaN stays NaN.
            VectorMask<Float> off = x.compare(VectorOperators.LE, 0f);
            FloatVector.broadcast(SPECIES, 1f).blend(0f, off).intoArray(slope.values(), slope.offset() + i);
            x.blend(0f, off).intoArray(values, z.offset() + i);
        }
    }

    static void tanh(Matrix z, Matrix slope) {
        float[] values = z.values();
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        for (int i = 0; i < z.size(); i += SPECIES.length()) {
            FloatVector x = FloatVector.fromArray(SPECIES, values, z.offset() + i);
            FloatVector doubled = x.add(x).min(FloatExponential.HIGHEST).max(FloatExponential.LOWEST);
            FloatVector e = exp(doubled);
            FloatVector y = e.sub(one).div(e.add(one));
            one.sub(y.mul(y)).intoArray(slope.values(), slope.offset() + i);
            y.intoArray(values, z.offset() + i);
        }
    }

    // With e = exp z and w = e (e + 2), tanh(log(1 + e)) is w / (w + 2). This form needs only one exponential.

    static void mish(float[] values, int offset, float[] slopes, int slopeOffset, int size) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        for (int i = 0; i < size; i += SPECIES.length()) {
            FloatVector z = FloatVector.fromArray(SPECIES, values, offset + i);
            FloatVector e = exp(z.min(FloatExponential.STEEP).max(FloatExponential.LOWEST));
            FloatVector w = e.mul(e.add(2f));
            FloatVector q = one.div(w.add(2f));
            FloatVector t = w.mul(q);
            z.mul(t).intoArray(values, offset + i);
            FloatVector bend = e.fma(e, e).mul(q).mul(q).mul(4f);
            z.fma(bend, t).intoArray(slopes, slopeOffset + i);
        }
    }

    static void mish(float[] values, int offset, int size) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        for (int i = 0; i < size; i += SPECIES.length()) {
            FloatVector z = FloatVector.fromArray(SPECIES, values, offset + i);
            FloatVector e = exp(z.min(FloatExponential.STEEP).max(FloatExponential.LOWEST));
            FloatVector w = e.mul(e.add(2f));
            FloatVector q = one.div(w.add(2f));
            z.mul(w.mul(q)).intoArray(values, offset + i);
        }
    }

    /** Returns the exponential of each lane. Arguments must be in {@code [FloatExponential.LOWEST, FloatExponential.HIGHEST]} or NaN. */
    private static FloatVector exp(FloatVector x) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector shifted = x.fma(
                FloatVector.broadcast(SPECIES, FloatExponential.LOG2_E),
                FloatVector.broadcast(SPECIES, FloatExponential.ROUNDER));
        FloatVector n = shifted.sub(FloatExponential.ROUNDER);
        FloatVector r = n.fma(
                FloatVector.broadcast(SPECIES, -FloatExponential.LN2_LOW),
                n.fma(FloatVector.broadcast(SPECIES, -FloatExponential.LN2_HIGH), x));
        FloatVector p = r.fma(
                FloatVector.broadcast(SPECIES, FloatExponential.C7),
                FloatVector.broadcast(SPECIES, FloatExponential.C6));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FloatExponential.C5));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FloatExponential.C4));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FloatExponential.C3));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FloatExponential.C2));
        p = p.fma(r, one);
        p = p.fma(r, one);
        IntVector scale =
                shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(0x3f800000);
        return p.mul(scale.reinterpretAsFloats());
    }
}
