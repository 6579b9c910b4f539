package skybourse.learning.learners;

import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.DenseLayer;
import skybourse.learning.networks.DenseNetwork;
import skybourse.learning.networks.Matrix;

/**
 * Twin critics: two networks that map a state to one value per action. Targets and gradients of the actor use the lower of both values.
 *
 * <p>Paper: Fujimoto, van Hoof and Meger, "Addressing function approximation error in actor-critic methods", ICML 2018.
 */
public final class TwinCritics {

    private final List<DenseNetwork> networks;

    /** Creates both networks with two hidden layers of a given width and all parameters zero. */
    public TwinCritics(int stateSize, int actions, int hidden) {
        networks = List.of(
                new DenseNetwork(Activation.MISH, Activation.LINEAR, stateSize, hidden, hidden, actions),
                new DenseNetwork(Activation.MISH, Activation.LINEAR, stateSize, hidden, hidden, actions));
    }

    /** Initializes all parameters at random. */
    public void initialise(RandomGenerator random) {
        networks.forEach(network -> network.initialise(random));
    }

    /** Returns the parameters of critic 0 or 1, not a copy. */
    public float[] parameters(int critic) {
        return networks.get(critic).parameters();
    }

    /** Returns the layers of either network. */
    public List<DenseLayer> layers() {
        return networks.getFirst().layers();
    }

    void parametersChanged() {
        networks.forEach(DenseNetwork::parametersChanged);
    }

    /** Copies the parameters of critics of the same shape. */
    void copyFrom(TwinCritics others) {
        for (int i = 0; i < 2; i++) {
            System.arraycopy(others.parameters(i), 0, parameters(i), 0, parameters(i).length);
        }
    }

    Pass pass(int rows) {
        return new Pass(rows);
    }

    /** Memory for passes of both networks. */
    final class Pass {

        private final List<DenseNetwork.Pass> passes;
        private final Matrix lowest;

        private Pass(int rows) {
            passes = networks.stream().map(network -> network.pass(rows)).toList();
            lowest = Matrix.zeros(rows, networks.getFirst().layers().getLast().outputs());
        }

        DenseNetwork.Pass of(int critic) {
            return passes.get(critic);
        }

        /** Returns the smaller of both values of each action, {@code rows} x {@code actions}. */
        Matrix lowest(Matrix states) {
            float[] one = passes.get(0).infer(states).values();
            float[] other = passes.get(1).infer(states).values();
            for (int i = 0; i < lowest.size(); i++) {
                lowest.values()[i] = Math.min(one[i], other[i]);
            }
            return lowest;
        }
    }
}
