package skybourse.learning.policy;

import java.util.Arrays;
import java.util.List;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.Matrix;
import skybourse.learning.networks.ReferenceNetwork;

/**
 * Reference implementation of the reverse chain for one state in double precision, by the textbook formulas; only the
 * forward pass.
 */
final class ReferenceChain {

    private final DiffusionActor actor;
    private final double[] beta;
    private final float[] places;

    ReferenceChain(DiffusionActor actor) {
        this.actor = actor;
        int steps = actor.shape().schedule().steps();
        beta = new double[steps];
        for (int t = 1; t <= steps; t++) {
            beta[t - 1] = 1 - Math.exp(-0.1 / steps - 0.5 * (10 - 0.1) * (2 * t - 1) / ((double) steps * steps));
        }
        places = new float[actor.parameters().length];
    }

    /** Returns {@code x_0}, given the start of the chain and the noise that step t adds, {@code noise[t]}. */
    double[] end(double[] parameters, double[] state, double[] start, double[][] noise) {
        double[] x = start.clone();
        for (int t = beta.length - 1; t >= 0; t--) {
            double before = alphaBar(t - 1);
            double all = alphaBar(t);
            double[] eps = predict(parameters, x, t, state);
            double deviation = Math.sqrt(beta[t] * (1 - before) / (1 - all));
            for (int i = 0; i < x.length; i++) {
                double estimate = actor.shape().prediction() == DiffusionActor.Prediction.START
                        ? eps[i]
                        : (x[i] - Math.sqrt(1 - all) * eps[i]) / Math.sqrt(all);
                if (actor.shape().clip()) {
                    estimate = Math.clamp(estimate, -1, 1);
                }
                x[i] = Math.sqrt(before) * beta[t] / (1 - all) * estimate
                        + Math.sqrt(1 - beta[t]) * (1 - before) / (1 - all) * x[i]
                        + (t > 0 ? deviation * noise[t][i] : 0);
            }
        }
        return x;
    }

    private double alphaBar(int t) {
        double product = 1;
        for (int i = 0; i <= t; i++) {
            product *= 1 - beta[i];
        }
        return product;
    }

    private double[] predict(double[] parameters, double[] x, int t, double[] state) {
        double[] time = new double[DiffusionActor.TIME];
        for (int i = 0; i < 8; i++) {
            time[i] = Math.sin(t * Math.pow(1e4, -i / 7.0));
            time[8 + i] = Math.cos(t * Math.pow(1e4, -i / 7.0));
        }
        double[] code = ReferenceNetwork.forward(List.of(actor.timeIn(), actor.timeOut()), parameters, time);
        double[] z = new double[actor.shape().hidden()];
        addProduct(parameters, actor.sampleWeights(places), x, z);
        addProduct(parameters, actor.timeWeights(places), code, z);
        addProduct(parameters, actor.stateWeights(places), state, z);
        addProduct(parameters, actor.firstBias(places), new double[] {1}, z);
        double[] h = Arrays.stream(z)
                .map(sum -> ReferenceNetwork.activate(Activation.MISH, sum))
                .toArray();
        return ReferenceNetwork.forward(List.of(actor.middle(), actor.last()), parameters, h);
    }

    private static void addProduct(double[] parameters, Matrix weights, double[] input, double[] z) {
        for (int c = 0; c < z.length; c++) {
            for (int k = 0; k < input.length; k++) {
                z[c] += input[k] * parameters[weights.index(k, c)];
            }
        }
    }
}
