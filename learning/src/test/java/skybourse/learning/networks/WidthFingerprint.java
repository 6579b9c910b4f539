package skybourse.learning.networks;

import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import jdk.incubator.vector.FloatVector;
import skybourse.base.random.RandomStreams;

/** Trains a small network and prints the vector width and a checksum of all bits, for {@link WidthTest}. */
public final class WidthFingerprint {

    private WidthFingerprint() {}

    public static void main(String[] arguments) {
        System.out.println(FloatVector.SPECIES_PREFERRED.vectorBitSize() + " " + fingerprint());
    }

    static long fingerprint() {
        RandomGenerator random = new RandomStreams(4).stream("width", 0);
        CRC32 sum = new CRC32();
        for (Activation activation : Activation.values()) {
            DenseNetwork network = new DenseNetwork(activation, Activation.TANH, 11, 70, 45, 20);
            network.initialise(random);
            float[] target = network.parameters().clone();
            Adam adam = new Adam(target.length);
            DenseNetwork.Pass pass = network.pass(37);
            Matrix input = Matrix.zeros(37, 11);
            for (int i = 0; i < 40; i++) {
                DenseLayer.fill(random, input, 1);
                pass.forward(input);
                DenseLayer.fill(random, pass.outputGradient(), 1);
                float[] gradients = new float[target.length];
                pass.backward(gradients);
                adam.step(network.parameters(), gradients, 1e-3);
                network.parametersChanged();
                ElementwiseOperations.approach(target, network.parameters(), 0.1f);
                add(sum, pass.inputGradient().values());
            }
            add(sum, network.parameters());
            add(sum, target);
        }
        return sum.getValue();
    }

    private static void add(CRC32 sum, float[] values) {
        for (float value : values) {
            int bits = Float.floatToRawIntBits(value);
            for (int shift = 0; shift < 32; shift += 8) {
                sum.update(bits >>> shift);
            }
        }
    }
}
