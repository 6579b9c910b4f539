package skybourse.learning.policy;

import java.util.Locale;
import java.util.random.RandomGenerator;
import skybourse.learning.environment.Policy;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.DenseNetwork;

/**
 * Trained policy: the shape and the parameters of a network. Immutable, except for the working memory of {@link #choose}.
 *
 * <p>An actor, diffusion or plain, samples from the softmax of one pass. A value network takes the action with the highest value. {@link #choose} is
 * not safe for several threads. {@link #sampled} and {@link #steady} create policies for other threads.
 */
public final class TrainedPolicy implements Policy {

    /** Number of chains over which {@link #steady} takes the mean. */
    private static final int STEADY_CHAINS = 16;

    /** Shape of a network. */
    public sealed interface NetworkShape {

        int stateSize();

        int actions();
    }

    /** Shape of a reverse diffusion chain. */
    public record Diffusion(DiffusionActor.Shape shape) implements NetworkShape {

        @Override
        public int stateSize() {
            return shape.stateSize();
        }

        @Override
        public int actions() {
            return shape.actions();
        }
    }

    /** Shape of a network with two hidden layers and one preference per action. */
    public record Plain(int stateSize, int actions, int hidden, Activation activation) implements NetworkShape {

        /** Returns a network of this shape with all parameters zero. */
        public DenseNetwork network() {
            return new DenseNetwork(activation, Activation.LINEAR, stateSize, hidden, hidden, actions);
        }
    }

    /** Shape of a network with two hidden layers and one output per action. With duelling heads, the network has one more output. */
    public record Values(int stateSize, int actions, int hidden, Activation activation, boolean duelling)
            implements NetworkShape {

        /** Returns a network of this shape with all parameters zero. */
        public DenseNetwork network() {
            int outputs = duelling ? actions + 1 : actions;
            return new DenseNetwork(activation, Activation.LINEAR, stateSize, hidden, hidden, outputs);
        }
    }

    private final NetworkShape form;
    private final float[] parameters;
    private final Policy sampled;

    /**
     * Creates the policy.
     *
     * @param form shape of the network
     * @param parameters all parameters of the network; copied
     * @throws IllegalArgumentException if their number is not that of the network
     */
    public TrainedPolicy(NetworkShape form, float[] parameters) {
        this.form = form;
        this.parameters = parameters.clone();
        this.sampled = sampled();
    }

    /** Returns the shape of the network. */
    public NetworkShape form() {
        return form;
    }

    /** Returns a copy of the parameters. */
    public float[] parameters() {
        return parameters.clone();
    }

    @Override
    public void choose(RandomGenerator random, int rows, float[] states, boolean[] legal, int[] chosen) {
        sampled.choose(random, rows, states, legal, chosen);
    }

    /** Returns a new policy with these parameters and its own memory. It chooses as {@link #choose} does. */
    public Policy sampled() {
        return switch (form) {
            case Values values -> values(values);
            default -> ActorPolicy.sampled(actor());
        };
    }

    /** Returns a new policy that takes the action with the highest mean preference over 16 chains. Without diffusion, one pass is used instead. */
    public Policy steady() {
        return switch (form) {
            case Values values -> values(values);
            case Plain plain -> ActorPolicy.steady(actor(), 1);
            case Diffusion diffusion -> ActorPolicy.steady(actor(), STEADY_CHAINS);
        };
    }

    private Policy values(Values values) {
        return new ValuePolicy(new ActionValueNetwork(network(), values.actions), () -> 0);
    }

    /**
     * Returns a new dense network with these parameters.
     *
     * @throws IllegalStateException if the network is a diffusion chain
     */
    public DenseNetwork network() {
        DenseNetwork network = switch (form) {
            case Values values -> values.network();
            case Plain plain -> plain.network();
            case Diffusion diffusion -> throw new IllegalStateException("a chain is not a dense network");
        };
        fill(network.parameters());
        network.parametersChanged();
        return network;
    }

    /**
     * Returns a new actor with these parameters.
     *
     * @throws IllegalStateException if the network is a value network
     */
    public ActorNetwork actor() {
        ActorNetwork actor = switch (form) {
            case Diffusion diffusion -> new DiffusionActor(diffusion.shape);
            case Plain plain -> new PlainActor(plain.stateSize, plain.actions, plain.hidden, plain.activation);
            case Values values -> throw new IllegalStateException("a value network has no actor");
        };
        fill(actor.parameters());
        actor.parametersChanged();
        return actor;
    }

    private void fill(float[] target) {
        if (target.length != parameters.length) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "parameters must have the size of the network, %d: %d",
                    target.length,
                    parameters.length));
        }
        System.arraycopy(parameters, 0, target, 0, target.length);
    }

    /** Returns whether all parameters are finite. */
    public boolean finite() {
        for (float parameter : parameters) {
            if (!Float.isFinite(parameter)) {
                return false;
            }
        }
        return true;
    }
}
