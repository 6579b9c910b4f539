package skybourse.learning.learners;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;
import skybourse.learning.environment.Policy;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.Adam;
import skybourse.learning.networks.BatchThreadPool;
import skybourse.learning.networks.ElementwiseOperations;
import skybourse.learning.policy.ActionValueNetwork;
import skybourse.learning.policy.TrainedPolicy;
import skybourse.learning.policy.ValuePolicy;

/**
 * Double deep Q-learning, optionally with duelling heads.
 *
 * <p>It is suitable for few discrete actions of which one is best. It reuses every step many times and has the lowest computing cost of all learners.
 * It is not suitable if the best policy is randomized, because its policy is greedy.
 *
 * <p>Papers: Mnih et al., "Human-level control through deep reinforcement learning", Nature 518 (2015); van Hasselt, Guez and Silver, "Deep
 * reinforcement learning with double Q-learning", AAAI 2016; Wang et al., "Dueling network architectures", ICML 2016, equation 9. Differs: the target
 * network moves by a share at each update; the mean in the duelling heads is over legal and illegal actions.
 */
public final class DoubleDqn implements Learner {

    /**
     * Hyperparameters.
     *
     * @param hidden width of both hidden layers
     * @param activation activation of the hidden layers
     * @param duelling whether the state's value and the actions' advantages have separate outputs
     * @param rows transitions per update
     * @param rate Adam's learning rate
     * @param steps steps per transition (n-step returns)
     * @param discount discount per step, in [0, 1]
     * @param targetShare share by which the target network moves towards the trained network at each update, in [0, 1]
     * @param lowestExploration probability of a random action at the end, in [0, 1]
     * @param explorationUpdates number of updates over which that probability falls linearly from 1
     * @param capacity number of transitions in the replay buffer
     * @param warmUp transitions stored before the first update
     * @param threads number of threads of an update; does not change the result
     */
    @RecordBuilder
    public record Settings(
            int hidden,
            Activation activation,
            boolean duelling,
            int rows,
            double rate,
            int steps,
            double discount,
            double targetShare,
            double lowestExploration,
            long explorationUpdates,
            int capacity,
            int warmUp,
            int threads)
            implements DoubleDqnSettingsBuilder.With {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if a number is outside its range: the learning rate is at least 0, counts at least 1
         */
        public Settings {
            Checks.positive(hidden, "hidden");
            Checks.positive(rows, "rows");
            Checks.nonNegative(rate, "rate");
            Checks.positive(steps, "steps");
            Checks.within(discount, 0, 1, "discount");
            Checks.within(targetShare, 0, 1, "targetShare");
            Checks.within(lowestExploration, 0, 1, "lowestExploration");
            Checks.positive(explorationUpdates, "explorationUpdates");
            Checks.positive(capacity, "capacity");
            Checks.positive(warmUp, "warmUp");
            Checks.positive(threads, "threads");
        }

        /**
         * Returns learning rate 2.5e-4 and lowest exploration 0.05 (CleanRL's classic-control defaults, Huang et al., JMLR 2022), otherwise {@link
         * ActorCriticSettings#standard()}. Ours: no duelling heads, exploration falling over 5,000 updates.
         */
        public static Settings standard() {
            ActorCriticSettings shared = ActorCriticSettings.standard();
            return new Settings(
                    shared.hidden(),
                    Activation.MISH,
                    false,
                    shared.rows(),
                    2.5e-4,
                    shared.steps(),
                    shared.discount(),
                    shared.targetShare(),
                    0.05,
                    5_000,
                    shared.capacity(),
                    shared.warmUp(),
                    shared.threads());
        }

        /**
         * Returns the best of twelve settings on the market called tuning (examples/sweeps/tune-dqn.yaml): width 64, 128 rows, learning rate 3e-3, 1
         * step, target share 0.01, otherwise {@link #standard()}.
         */
        public static Settings searched() {
            return searched(standard().lowestExploration);
        }

        /**
         * Returns the best of twelve settings on the market called tuning if the learner observes sine and cosine features of the clocks
         * (examples/sweeps/tune-dqn-aided.yaml): {@link #searched()} with lowest exploration 0.2.
         */
        public static Settings searchedWithAids() {
            return searched(0.2);
        }

        private static Settings searched(double lowestExploration) {
            Settings old = standard();
            return new Settings(
                    64,
                    old.activation,
                    old.duelling,
                    128,
                    3e-3,
                    1,
                    old.discount,
                    0.01,
                    lowestExploration,
                    old.explorationUpdates,
                    old.capacity,
                    old.warmUp,
                    old.threads);
        }
    }

    private final Settings settings;
    private final TrainedPolicy.Values form;
    private final ActionValueNetwork values;
    private final ActionValueNetwork target;
    private final Adam adam;
    private final BatchThreadPool workers;
    private final float[] sum;
    private DqnChunk[] chunks = {};
    private int chunkedRows;
    private long updates;

    /** Creates the learner with all parameters zero. */
    public DoubleDqn(int stateSize, int actions, Settings settings) {
        this.settings = settings;
        form = new TrainedPolicy.Values(stateSize, actions, settings.hidden, settings.activation, settings.duelling);
        values = new ActionValueNetwork(form.network(), actions);
        target = values.copy();
        sum = new float[values.parameters().length];
        adam = new Adam(sum.length);
        workers = new BatchThreadPool(settings.threads);
    }

    @Override
    public BatchSource batchSource() {
        return new BatchSource.OffPolicyBatches(settings.capacity, settings.warmUp, settings.rows, settings.steps);
    }

    @Override
    public double discount() {
        return settings.discount;
    }

    @Override
    public void initialise(RandomGenerator random) {
        values.network().initialise(random);
        System.arraycopy(values.parameters(), 0, target.parameters(), 0, sum.length);
    }

    /** Makes one update; it uses no randomness. */
    @Override
    public UpdateLosses update(RandomGenerator random, TransitionBatch batch) {
        if (chunkedRows != batch.rows()) {
            divide(batch.rows());
        }
        workers.run(chunks.length, i -> chunks[i].run(batch));
        float[][] parts = new float[chunks.length][];
        double loss = 0;
        for (int i = 0; i < chunks.length; i++) {
            parts[i] = chunks[i].gradient;
            loss += chunks[i].loss;
        }
        ElementwiseOperations.sum(parts, parts.length, sum);
        adam.step(values.parameters(), sum, settings.rate);
        values.network().parametersChanged();
        ElementwiseOperations.approach(target.parameters(), values.parameters(), (float) settings.targetShare);
        updates++;
        return new UpdateLosses(loss / batch.rows(), 0, 0);
    }

    private void divide(int batchRows) {
        chunkedRows = batchRows;
        chunks = new DqnChunk[BatchThreadPool.chunks(chunkedRows)];
        for (int i = 0; i < chunks.length; i++) {
            int rows = BatchThreadPool.chunkRows(chunkedRows, i);
            chunks[i] = new DqnChunk(i * BatchThreadPool.CHUNK_ROWS, rows, values, target);
        }
    }

    /** Returns the present probability of a random action, which falls with the number of updates. */
    private double exploration() {
        double done = Math.min(1, (double) updates / settings.explorationUpdates);
        return 1 + done * (settings.lowestExploration - 1);
    }

    @Override
    public Policy explorationPolicy() {
        return new ValuePolicy(values, this::exploration);
    }

    /** Returns the policy that takes the action with the highest value. */
    @Override
    public TrainedPolicy policy() {
        return new TrainedPolicy(form, values.parameters());
    }

    @Override
    public void serialize(CheckpointSerializer state) {
        state.floats("values", values.parameters());
        state.floats("values.target", target.parameters());
        state.adam("values.adam", adam);
        updates = state.number("updates", updates);
        values.network().parametersChanged();
    }

    @Override
    public void close() {
        workers.close();
    }
}
