package skybourse.learning.policy;

import java.util.random.RandomGenerator;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.DenseNetwork;
import skybourse.learning.networks.Matrix;

/** Actor without diffusion: a network of two hidden layers from the state to one preference per action. */
public final class PlainActor implements ActorNetwork {

    private final DenseNetwork network;
    private final int hidden;
    private final Activation activation;

    /**
     * Creates the network with all parameters zero.
     *
     * @param stateSize length of a state
     * @param actions number of actions
     * @param hidden width of both hidden layers
     * @param activation activation of the hidden layers; the output is linear
     */
    public PlainActor(int stateSize, int actions, int hidden, Activation activation) {
        this.hidden = hidden;
        this.activation = activation;
        network = new DenseNetwork(activation, Activation.LINEAR, stateSize, hidden, hidden, actions);
    }

    @Override
    public int stateSize() {
        return network.layers().getFirst().inputs();
    }

    @Override
    public int actions() {
        return network.layers().getLast().outputs();
    }

    @Override
    public int noiseSize() {
        return 0;
    }

    @Override
    public TrainedPolicy.NetworkShape form() {
        return new TrainedPolicy.Plain(stateSize(), actions(), hidden, activation);
    }

    @Override
    public float[] parameters() {
        return network.parameters();
    }

    @Override
    public void initialise(RandomGenerator random) {
        network.initialise(random);
    }

    @Override
    public void parametersChanged() {
        network.parametersChanged();
    }

    @Override
    public PlainActor copy() {
        PlainActor copy = new PlainActor(stateSize(), actions(), hidden, activation);
        System.arraycopy(parameters(), 0, copy.parameters(), 0, parameters().length);
        copy.parametersChanged();
        return copy;
    }

    @Override
    public Pass pass(int rows, boolean trains) {
        DenseNetwork.Pass pass = network.pass(rows);
        return new Pass() {
            @Override
            public void draw(RandomGenerator random, int firstRow, int count) {}

            @Override
            public void observe(int row, float[] noise, int at) {}

            @Override
            public Matrix forward(Matrix states) {
                return trains ? pass.forward(states) : pass.infer(states);
            }

            @Override
            public void backward(Matrix byPreference, float[] sums) {
                Matrix to = pass.outputGradient();
                System.arraycopy(byPreference.values(), byPreference.offset(), to.values(), to.offset(), to.size());
                pass.backward(sums);
            }
        };
    }
}
