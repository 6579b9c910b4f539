package skybourse.learning.learners;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;
import skybourse.learning.environment.NoiseAppendingWrapper;
import skybourse.learning.environment.Policy;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.Adam;
import skybourse.learning.networks.BatchThreadPool;
import skybourse.learning.networks.DenseNetwork;
import skybourse.learning.networks.ElementwiseOperations;
import skybourse.learning.policy.ActorNetwork;
import skybourse.learning.policy.ActorPolicy;
import skybourse.learning.policy.DiffusionActor;
import skybourse.learning.policy.DiffusionSchedule;
import skybourse.learning.policy.PlainActor;
import skybourse.learning.policy.TrainedPolicy;

/**
 * Proximal policy optimization (PPO) with the clipped objective and generalized advantages; actor and value are separate networks. The actor may be a
 * diffusion chain. Its noise is then part of the observation ({@link NoiseAppendingWrapper}). Given the state and the noise, the probability of an
 * action is that of a softmax. The gradient goes through all steps of the chain.
 *
 * <p>It is suitable if environment steps are cheap and stable training matters. It is also suitable if the state is not Markov, because with {@code
 * advantageDecay} 1 it learns from complete episodes, without an estimate of the next state's value. It is not suitable if steps are expensive,
 * because each step is used for one update only.
 *
 * <p>Papers: Schulman et al., "Proximal policy optimization algorithms", 2017, equation 7; "High-dimensional continuous control using generalized
 * advantage estimation", ICLR 2016, equation 16. Differs: no clipping of gradients or of the value loss; masked actions.
 */
public final class Ppo implements Learner {

    /**
     * Hyperparameters.
     *
     * @param hidden width of both hidden layers of actor and value
     * @param activation activation of the hidden layers
     * @param rolloutSteps steps per lane between updates
     * @param epochs passes over the batch per update
     * @param rows transitions per gradient step; 0 for the complete batch
     * @param clip clipping range of the ratio of probabilities about 1, above 0
     * @param advantageDecay lambda of the advantages, in [0, 1]
     * @param entropyWeight weight of the entropy, at least 0
     * @param normalises whether the advantages of a gradient step are normalized to mean 0 and standard deviation 1
     * @param rate Adam's learning rate, of actor and value
     * @param decayUpdates number of updates over which the learning rate falls linearly to 0; 0 for a constant rate
     * @param weightMean share by which a running mean of the actor's weights moves at each gradient step, in [0, 1]; it is larger at first, so that
     *     the mean does not depend on the start. The evaluated policy has these mean weights; 0 for the weights themselves
     * @param discount discount per step, in [0, 1]
     * @param threads number of threads of an update; does not change the result
     */
    @RecordBuilder
    public record Settings(
            int hidden,
            Activation activation,
            int rolloutSteps,
            int epochs,
            int rows,
            double clip,
            double advantageDecay,
            double entropyWeight,
            boolean normalises,
            double rate,
            long decayUpdates,
            double weightMean,
            double discount,
            int threads)
            implements PpoSettingsBuilder.With {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if a number is outside its range: learning rate, {@code rows} and {@code decayUpdates} are at least 0,
         *     other counts at least 1
         */
        public Settings {
            Checks.positive(hidden, "hidden");
            Checks.positive(rolloutSteps, "rolloutSteps");
            Checks.positive(epochs, "epochs");
            Checks.nonNegative(rows, "rows");
            Checks.positive(clip, "clip");
            Checks.within(advantageDecay, 0, 1, "advantageDecay");
            Checks.nonNegative(entropyWeight, "entropyWeight");
            Checks.nonNegative(rate, "rate");
            Checks.nonNegative((double) decayUpdates, "decayUpdates");
            Checks.within(weightMean, 0, 1, "weightMean");
            Checks.within(discount, 0, 1, "discount");
            Checks.positive(threads, "threads");
        }

        /** Returns {@link #tuned}, without decay of the rate. */
        public static Settings standard() {
            return tuned(0);
        }

        /**
         * Returns the setting that D2SAC (Du et al., IEEE TMC 2024, published code) compares itself with: one epoch, full batch, clip 0.2, lambda
         * 0.95, no entropy, no normalization, rate 1e-3. Ours: discount 1, 128 steps, Mish 256 as in the other learners.
         */
        public static Settings weak() {
            return new Settings(256, Activation.MISH, 128, 1, 0, 0.2, 0.95, 0, false, 1e-3, 0, 0, 1, 1);
        }

        /**
         * Returns the setting that practice recommends (Huang et al., "The 37 implementation details of proximal policy optimization", ICLR blog
         * track 2022): 10 epochs, clip 0.2, lambda 0.95, normalized advantages, entropy 0.01, rate 3e-4 falling to 0. Ours: 256 rows, discount 1, 128
         * steps, Mish 256, one thread.
         *
         * @param decayUpdates number of updates of the training; 0 for a constant rate
         */
        public static Settings tuned(long decayUpdates) {
            return new Settings(256, Activation.MISH, 128, 10, 256, 0.2, 0.95, 0.01, true, 3e-4, decayUpdates, 0, 1, 1);
        }

        /**
         * Returns {@link #tuned} with the best of twelve settings on the market called tuning (examples/sweeps/tune-ppo-tuned.yaml): entropy 0.02; 64
         * steps, lambda 1, rate 1e-3 and width 64 were found manually on narrow-3x2.
         *
         * @param decayUpdates number of updates of the training; 0 for a constant rate
         */
        public static Settings searched(long decayUpdates) {
            return new Settings(64, Activation.MISH, 64, 10, 256, 0.2, 1, 0.02, true, 1e-3, decayUpdates, 0, 1, 1);
        }

        /**
         * Returns the setting from which the searches for learning from complete episodes started. It has 6 epochs, 256 rows, entropy 0.02, rate 1e-3
         * falling to 0, lambda 1, 64 steps, width 64 and a running mean of 0.0005.
         *
         * @param decayUpdates number of updates of the training; 0 for a constant rate
         */
        public static Settings wholeEpisodes(long decayUpdates) {
            return new Settings(64, Activation.MISH, 64, 6, 256, 0.2, 1, 0.02, true, 1e-3, decayUpdates, 5e-4, 1, 1);
        }
    }

    /**
     * Hyperparameters with a diffusion chain as the actor, whose network has a linear output.
     *
     * @param schedule schedule of the chain
     * @param prediction prediction target of the network
     * @param shared hyperparameters that are common to this learner and the learner with a plain actor
     */
    public record DiffusionSettings(DiffusionSchedule schedule, DiffusionActor.Prediction prediction, Settings shared) {

        /**
         * Returns 3 steps with rates 0.1 to 10 (the paper's), a network that predicts {@code x_0}, and {@link Settings#wholeEpisodes}.
         *
         * @param decayUpdates number of updates of the training; 0 for a constant rate
         */
        public static DiffusionSettings standard(long decayUpdates) {
            return new DiffusionSettings(
                    DiffusionSchedule.ofSteps(3),
                    DiffusionActor.Prediction.START,
                    Settings.wholeEpisodes(decayUpdates));
        }

        private DiffusionActor.Shape shape(int stateSize, int actions) {
            return new DiffusionActor.Shape(
                    stateSize, actions, shared.hidden, schedule, Activation.LINEAR, false, prediction);
        }
    }

    /**
     * Amount of imitation learning (ours): number of an expert's batches. The constants after it are the rows per batch, the epochs per batch and the
     * rows per gradient step.
     */
    private static final int SHOWN_ROUNDS = 12;

    private static final int SHOWN_ROWS = 16_384;
    private static final int SHOWN_EPOCHS = 16;
    private static final int SHOWN_STEP_ROWS = 256;

    private final Settings settings;
    private final ActorNetwork actor;
    private final float[] mean;
    private final DenseNetwork value;
    private final Adam actorAdam;
    private final Adam valueAdam;
    private final BatchThreadPool workers;
    private long updates;
    private @Nullable PpoUpdate memory;

    /** Creates a learner with a plain actor and all parameters zero. */
    public Ppo(int stateSize, int actions, Settings settings) {
        this(new PlainActor(stateSize, actions, settings.hidden, settings.activation), settings);
    }

    /** Creates a learner with a diffusion chain and all parameters zero. */
    public Ppo(int stateSize, int actions, DiffusionSettings chain) {
        this(new DiffusionActor(chain.shape(stateSize, actions)), chain.shared);
    }

    private Ppo(ActorNetwork actor, Settings settings) {
        this.actor = actor;
        this.settings = settings;
        value = new DenseNetwork(
                settings.activation, Activation.LINEAR, actor.stateSize(), settings.hidden, settings.hidden, 1);
        mean = new float[actor.parameters().length];
        actorAdam = new Adam(actor.parameters().length);
        valueAdam = new Adam(value.parameters().length);
        workers = new BatchThreadPool(settings.threads);
    }

    /** Returns the actor, not a copy. */
    public ActorNetwork actor() {
        return actor;
    }

    @Override
    public BatchSource batchSource() {
        return new BatchSource.OnPolicyBatches(settings.rolloutSteps);
    }

    @Override
    public double discount() {
        return settings.discount;
    }

    @Override
    public int noiseSize() {
        return actor.noiseSize();
    }

    @Override
    public void initialise(RandomGenerator random) {
        actor.initialise(random);
        System.arraycopy(actor.parameters(), 0, mean, 0, mean.length);
        value.initialise(random);
    }

    /**
     * Makes one update from the steps of the present policy, and returns the losses of its last gradient step. In the batch, row {@code i + lanes} is
     * the step after row {@code i} in the same lane.
     */
    @Override
    public UpdateLosses update(RandomGenerator random, TransitionBatch batch) {
        int rows = settings.rows == 0 ? batch.rows() : Math.min(settings.rows, batch.rows());
        PpoUpdate step = step(rows);
        PpoUpdate.Targets all = step.targets(batch);
        int[] order = new int[batch.rows()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        UpdateLosses last = new UpdateLosses(0, 0, 0);
        for (int epoch = 0; epoch < settings.epochs; epoch++) {
            if (rows < order.length) {
                RandomStreams.shuffle(random, order);
            }
            // Each epoch shuffles the rows. It leaves out the last rows if they do not fill a gradient step.
            for (int from = 0; from + rows <= order.length; from += rows) {
                last = step.gradients(batch, all, order, from);
                actorAdam.step(actor.parameters(), step.actorSum, rate());
                valueAdam.step(value.parameters(), step.valueSum, rate());
                actor.parametersChanged();
                value.parametersChanged();
                follow();
            }
        }
        updates++;
        return last;
    }

    /** Returns the memory of gradient steps over {@code rows} rows. Calls with the same number of rows share it. */
    private PpoUpdate step(int rows) {
        if (memory == null || memory.rows() != rows) {
            memory = new PpoUpdate(actor, value, settings, workers, rows);
        }
        return memory;
    }

    /**
     * Trains the actor by behaviour cloning of an expert, and the value network on the expert's returns. The learning rate falls linearly from that
     * of the settings. Call this method before the first update.
     */
    public void imitate(RandomGenerator random, Expert expert) {
        TransitionBatch shown =
                new TransitionBatch(SHOWN_ROWS, SHOWN_ROWS, actor.stateSize() + actor.noiseSize(), actor.actions());
        PpoUpdate step = step(SHOWN_STEP_ROWS);
        Adam byActor = new Adam(actor.parameters().length);
        Adam byValue = new Adam(value.parameters().length);
        int[] order = IntStream.range(0, SHOWN_ROWS).toArray();
        for (int round = 0; round < SHOWN_ROUNDS; round++) {
            expert.show(round, shown);
            PpoUpdate.Targets all = PpoUpdate.imitation(shown);
            double rate = settings.rate * (1 - (double) round / SHOWN_ROUNDS);
            for (int epoch = 0; epoch < SHOWN_EPOCHS; epoch++) {
                drawNoise(random, shown);
                RandomStreams.shuffle(random, order);
                for (int from = 0; from < SHOWN_ROWS; from += SHOWN_STEP_ROWS) {
                    step.gradients(shown, all, order, from);
                    byActor.step(actor.parameters(), step.actorSum, rate);
                    byValue.step(value.parameters(), step.valueSum, rate);
                    actor.parametersChanged();
                    value.parametersChanged();
                }
            }
        }
        System.arraycopy(actor.parameters(), 0, mean, 0, mean.length);
    }

    private void drawNoise(RandomGenerator random, TransitionBatch into) {
        for (int row = 0; row < into.rows(); row++) {
            for (int i = actor.stateSize(); i < into.stateSize(); i++) {
                into.states()[row * into.stateSize() + i] = (float) random.nextGaussian();
            }
        }
    }

    /**
     * Updates the running mean of the weights. It is the plain mean of all weights so far until the share of a new weight falls to that of the
     * settings.
     */
    private void follow() {
        if (settings.weightMean > 0) {
            double share = Math.max(settings.weightMean, 1.0 / actorAdam.steps());
            ElementwiseOperations.approach(mean, actor.parameters(), (float) share);
        }
    }

    private double rate() {
        double left = settings.decayUpdates == 0 ? 1 : 1 - (double) updates / settings.decayUpdates;
        return settings.rate * Math.max(0, left);
    }

    @Override
    public Policy explorationPolicy() {
        return ActorPolicy.observing(actor);
    }

    @Override
    public TrainedPolicy policy() {
        return new TrainedPolicy(actor.form(), settings.weightMean > 0 ? mean : actor.parameters());
    }

    @Override
    public void serialize(CheckpointSerializer state) {
        state.floats("actor", actor.parameters());
        state.floats("actor.mean", mean);
        state.floats("value", value.parameters());
        state.adam("actor.adam", actorAdam);
        state.adam("value.adam", valueAdam);
        updates = state.number("updates", updates);
        actor.parametersChanged();
        value.parametersChanged();
    }

    @Override
    public void close() {
        workers.close();
    }
}
