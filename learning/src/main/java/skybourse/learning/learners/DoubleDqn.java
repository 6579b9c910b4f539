package skybourse.learning.learners;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;
import skybourse.learning.actor.ActionValues;
import skybourse.learning.actor.TrainedPolicy;
import skybourse.learning.actor.ValuePolicy;
import skybourse.learning.environment.Policy;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.Adam;
import skybourse.learning.networks.Elementwise;
import skybourse.learning.networks.Workers;

/**
 * Deep Q-learning with the double estimator and, if wanted, duelling heads.
 *
 * <p>Right for few numbered actions of which one is best: it uses every step many times and has the least to compute. Wrong
 * where the best play is a draw: its policy is the greatest value, and the chance with which it explores is no part of it.
 *
 * <p>Papers: Mnih et al., "Human-level control through deep reinforcement learning", Nature 518 (2015); van Hasselt, Guez and
 * Silver, "Deep reinforcement learning with double Q-learning", AAAI 2016; Wang et al., "Dueling network architectures", ICML
 * 2016, equation 9. Differs: targets move a little at each update; the mean in the duelling heads is over all actions, legal or
 * not.
 */
public final class DoubleDqn implements Learner {

    /**
     * Hyper-parameters.
     *
     * @param hidden width of both hidden layers
     * @param activation of the hidden layers
     * @param duelling whether value and advantages have outputs of their own
     * @param rows transitions of one update
     * @param rate Adam's learning rate
     * @param steps steps of one transition
     * @param discount per step, in [0, 1]
     * @param targetShare how far the target moves at each update, in (0, 1]
     * @param lowestExploration share of random actions in the end
     * @param explorationUpdates updates over which that share falls linearly from 1
     * @param capacity transitions kept
     * @param warmUp transitions seen before the first update
     * @param threads threads of one update; the result is the same for any number
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
         * Returns rate 2.5e-4 and lowest exploration .05 (CleanRL's classic-control defaults, Huang et al., JMLR 2022); what
         * the actor-critic learners have too is as in {@link ActorCriticSettings#standard()}. Our choice: plain heads,
         * exploration falling over 5,000 updates.
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
         * Returns the best of twelve settings on the market called tuning (examples/sweeps/tune-dqn.yaml): width 64, 128 rows, rate 3e-3, 1
         * step, target share .01.
         */
        public static Settings searched() {
            return searched(standard().lowestExploration);
        }

        /**
         * Returns the best of twelve settings on the market called tuning where the learner sees waves of the clocks
         * (examples/sweeps/tune-dqn-aided.yaml): {@link #searched()}, a fifth of the actions at random in the end.
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
    private final ActionValues values;
    private final ActionValues target;
    private final Adam adam;
    private final Workers workers;
    private final float[] sum;
    private DqnChunk[] chunks = {};
    private int chunkedRows;
    private long updates;

    /** Makes a learner with parameters of zero. */
    public DoubleDqn(int stateSize, int actions, Settings settings) {
        this.settings = settings;
        form = new TrainedPolicy.Values(stateSize, actions, settings.hidden, settings.activation, settings.duelling);
        values = new ActionValues(form.network(), actions);
        target = values.copy();
        sum = new float[values.parameters().length];
        adam = new Adam(sum.length);
        workers = new Workers(settings.threads);
    }

    @Override
    public Diet diet() {
        return new Diet.Replay(settings.capacity, settings.warmUp, settings.rows, settings.steps);
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

    /** Makes one update; nothing is drawn. */
    @Override
    public Losses update(RandomGenerator random, Batch batch) {
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
        Elementwise.sum(parts, parts.length, sum);
        adam.step(values.parameters(), sum, settings.rate);
        values.network().parametersChanged();
        Elementwise.approach(target.parameters(), values.parameters(), (float) settings.targetShare);
        updates++;
        return new Losses(loss / batch.rows(), 0, 0);
    }

    private void divide(int batchRows) {
        chunkedRows = batchRows;
        chunks = new DqnChunk[Workers.chunks(chunkedRows)];
        for (int i = 0; i < chunks.length; i++) {
            int rows = Workers.chunkRows(chunkedRows, i);
            chunks[i] = new DqnChunk(i * Workers.CHUNK_ROWS, rows, values, target);
        }
    }

    /** Returns the share of random actions, falling with the number of updates. */
    private double exploration() {
        double done = Math.min(1, (double) updates / settings.explorationUpdates);
        return 1 + done * (settings.lowestExploration - 1);
    }

    @Override
    public Policy exploring() {
        return new ValuePolicy(values, this::exploration);
    }

    /** Returns the policy that takes the action of the highest value. */
    @Override
    public TrainedPolicy policy() {
        return new TrainedPolicy(form, values.parameters());
    }

    @Override
    public void exchange(CheckpointExchange state) {
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
