package skybourse.benchmarks;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.learners.ActorCritic;
import skybourse.learning.learners.ActorCriticSettings;
import skybourse.learning.learners.ActorCriticSettingsBuilder;
import skybourse.learning.learners.TransitionBatch;
import skybourse.learning.policy.DiffusionActor;
import skybourse.learning.learners.DiffusionActorCritic;
import skybourse.learning.policy.DiffusionSchedule;
import skybourse.learning.learners.Ppo;
import skybourse.learning.networks.Activation;

/**
 * Load for measuring the learning engine on one thread. The first kind of work is complete updates of the diffusion actor-critic, with state size 10,
 * 20 actions, two hidden layers of 256 units and batches of 256. The second kind is updates of {@link Ppo} with a diffusion chain, as for benchmark
 * markets, with state size 34, 8 actions, width 64, 8,192 steps in 6 epochs and minibatches of 256.
 */
public final class DiffusionWorkload {

    public static final int STATE_SIZE = 10;
    public static final int ACTIONS = 20;
    public static final int ROWS = 256;
    public static final int HIDDEN = 256;

    private static final int EPISODE_STATE_SIZE = 34;
    private static final int EPISODE_ACTIONS = 8;
    private static final int EPISODE_LANES = 128;
    private static final int EPISODE_STEPS = 6;

    private DiffusionWorkload() {}

    /** Returns the settings of the actor-critic, except those of the diffusion chain. */
    public static ActorCriticSettings settings() {
        return ActorCriticSettingsBuilder.builder()
                .hidden(HIDDEN)
                .rows(ROWS)
                .actorRate(1e-4)
                .criticRate(1e-3)
                .steps(3)
                .temperature(0.05)
                .lastTemperature(0.05)
                .coolingUpdates(1)
                .exploration(0)
                .discount(1)
                .targetShare(0.005)
                .capacity(1_000)
                .warmUp(1)
                .threads(1)
                .build();
    }

    /** Returns an actor-critic whose diffusion chain has {@code steps} steps. Its parameters are sampled from a fixed seed. */
    public static ActorCritic learner(int steps) {
        ActorCritic learner = new DiffusionActorCritic.Settings(DiffusionSchedule.ofSteps(steps), Activation.TANH, false, settings())
                .learner(STATE_SIZE, ACTIONS);
        learner.initialise(new RandomStreams(1).stream("first", 0));
        return learner;
    }

    /** Returns the batch with the given index. All actions are legal, and every fourth transition is terminal. */
    public static TransitionBatch batch(int index) {
        RandomGenerator random = new RandomStreams(2).stream("batch", index);
        TransitionBatch batch = new TransitionBatch(ROWS, ROWS, STATE_SIZE, ACTIONS);
        for (int i = 0; i < ROWS * STATE_SIZE; i++) {
            batch.states()[i] = random.nextFloat();
            batch.nextStates()[i] = random.nextFloat();
        }
        Arrays.fill(batch.legal(), true);
        Arrays.fill(batch.nextLegal(), true);
        for (int r = 0; r < ROWS; r++) {
            batch.chosen()[r] = random.nextInt(ACTIONS);
            batch.rewards()[r] = batch.states()[r * STATE_SIZE] * batch.chosen()[r] / ACTIONS;
            batch.discounts()[r] = r % 4 == 0 ? 0 : 0.9f;
        }
        return batch;
    }

    /**
     * Returns the number of floating-point operations in the definition of one update, which the implementation may reduce: 4 T passes of the actor
     * for T steps of the chain, and 10 passes of a critic.
     */
    public static double operations(int steps) {
        double actor = (ACTIONS + DiffusionActor.TIME + STATE_SIZE) * HIDDEN + HIDDEN * HIDDEN + HIDDEN * ACTIONS;
        double critic = STATE_SIZE * HIDDEN + HIDDEN * HIDDEN + HIDDEN * ACTIONS;
        return 2.0 * ROWS * (4 * steps * actor + 10 * critic);
    }

    /** Returns a learner that uses complete episodes. Its parameters are sampled from a fixed seed. */
    public static Ppo episodesLearner() {
        Ppo learner = new Ppo(EPISODE_STATE_SIZE, EPISODE_ACTIONS, Ppo.DiffusionSettings.standard(0));
        learner.initialise(new RandomStreams(1).stream("first", 0));
        return learner;
    }

    /**
     * Returns a batch for {@link #episodesLearner}. It contains the steps between two updates. Every sixth step is terminal, and about 11 % of the
     * actions are illegal.
     */
    public static TransitionBatch episodes(Ppo learner) {
        RandomGenerator random = new RandomStreams(2).stream("episodes", 0);
        int rows = EPISODE_LANES * Ppo.Settings.wholeEpisodes(0).rolloutSteps();
        int width = EPISODE_STATE_SIZE + learner.noiseSize();
        TransitionBatch batch = new TransitionBatch(rows, EPISODE_LANES, width, EPISODE_ACTIONS);
        for (int i = 0; i < rows * width; i++) {
            batch.states()[i] = (float) random.nextGaussian();
            batch.nextStates()[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < rows * EPISODE_ACTIONS; i++) {
            batch.legal()[i] = random.nextInt(EPISODE_ACTIONS) > 0;
        }
        for (int r = 0; r < rows; r++) {
            batch.chosen()[r] = random.nextInt(EPISODE_ACTIONS);
            batch.legal()[r * EPISODE_ACTIONS + batch.chosen()[r]] = true;
            batch.rewards()[r] = random.nextFloat();
            batch.ended()[r] = r / EPISODE_LANES % EPISODE_STEPS == EPISODE_STEPS - 1;
            batch.discounts()[r] = batch.ended()[r] ? 0 : 1;
        }
        return batch;
    }

    /**
     * Returns the number of floating-point operations in the definition of one update of {@link #episodesLearner}: 3 passes of both networks in each
     * epoch, and one evaluation.
     */
    public static double episodesOperations(int rows) {
        Ppo.DiffusionSettings chain = Ppo.DiffusionSettings.standard(0);
        double hidden = chain.shared().hidden();
        double entry = EPISODE_STATE_SIZE * hidden;
        double actor = entry + chain.schedule().steps() * (2 * EPISODE_ACTIONS * hidden + hidden * hidden);
        double value = entry + hidden * hidden + hidden;
        return 2.0 * rows * (3.0 * chain.shared().epochs() * (actor + value) + actor + 2 * value);
    }
}
