package skybourse.learning.learners;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.networks.Activation;

/**
 * The work that the engine's speed is measured by: full updates of the diffusion actor-critic, state 10, 20 actions, two hidden
 * layers of 256, batch 256, one thread.
 */
public final class DiffusionWork {

    public static final int STATE_SIZE = 10;
    public static final int ACTIONS = 20;
    public static final int ROWS = 256;
    public static final int HIDDEN = 256;

    private DiffusionWork() {}

    /** Returns the settings beside those of the chain. */
    public static ActorCriticSettings settings() {
        return new ActorCriticSettings(HIDDEN, ROWS, 1e-4, 1e-3, 3, 0.05, 0.05, 1, 0, 1, 0.005, 1_000, 1, 1);
    }

    /** Returns a learner with a chain of so many steps, its parameters drawn from a fixed seed. */
    public static DiffusionActorCritic learner(int steps) {
        DiffusionActorCritic learner = new DiffusionActorCritic(
                STATE_SIZE,
                ACTIONS,
                new DiffusionActorCritic.Settings(
                        DiffusionSchedule.ofSteps(steps), Activation.TANH, false, settings()));
        learner.initialise(new RandomStreams(1).stream("first", 0));
        return learner;
    }

    /** Returns a batch that the index fixes, all actions legal, every fourth transition an end. */
    public static Batch batch(int index) {
        RandomGenerator random = new RandomStreams(2).stream("batch", index);
        Batch batch = new Batch(ROWS, ROWS, STATE_SIZE, ACTIONS);
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

    /** Returns the operations of one update by its definition, tricks not taken off: 4 T passes of the actor, 10 of a critic. */
    public static double operations(int steps) {
        double actor = (ACTIONS + DiffusionActor.TIME + STATE_SIZE) * HIDDEN + HIDDEN * HIDDEN + HIDDEN * ACTIONS;
        double critic = STATE_SIZE * HIDDEN + HIDDEN * HIDDEN + HIDDEN * ACTIONS;
        return 2.0 * ROWS * (4 * steps * actor + 10 * critic);
    }
}
