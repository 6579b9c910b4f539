package skybourse.learning.learners;

import skybourse.learning.networks.Activation;
import skybourse.learning.policy.DiffusionActor;
import skybourse.learning.policy.DiffusionSchedule;

/**
 * Diffusion actor-critic: the policy is the result of a reverse diffusion chain, trained by the gradient of twin critics through all steps of the
 * chain.
 *
 * <p>It is suitable if several separate actions are good, because a single pass of a network would average between them. Decisions and updates are
 * expensive. Each needs one pass per step of the chain, and the gradient goes back through all passes.
 *
 * <p>Paper: Du et al., "Diffusion-based reinforcement learning for edge-enabled AI-generated content services", IEEE TMC 2024 (D2SAC). Differs: by
 * default, the noise network ends in tanh and nothing is clipped; illegal actions are masked; no weight decay; the temperature follows a schedule and
 * is not learned.
 */
public final class DiffusionActorCritic {

    /**
     * Hyperparameters.
     *
     * @param schedule the diffusion chain
     * @param output activation of the noise network's output
     * @param clip whether the chain's estimates are clipped to [-1, 1]
     * @param shared hyperparameters that are common to this learner and the learner without diffusion
     */
    public record Settings(DiffusionSchedule schedule, Activation output, boolean clip, ActorCriticSettings shared) {

        /** Returns 5 steps with rates 0.1 to 10 (Du et al.), tanh without clipping (ours) and {@link ActorCriticSettings#standard()}. */
        public static Settings standard() {
            return new Settings(DiffusionSchedule.ofSteps(5), Activation.TANH, false, ActorCriticSettings.standard());
        }

        /**
         * Returns the best of twelve settings on the market called tuning (examples/sweeps/tune-diffusion.yaml): highest rate 2, a linear output,
         * learning rates 1e-3 and 3e-3, otherwise {@link ActorCriticSettings#beforeSearch}. With this highest rate, the chain multiplies its noise by
         * about 1.6 instead of 12.5.
         *
         * @param updates number of updates of the training
         */
        public static Settings searched(long updates) {
            ActorCriticSettings before = ActorCriticSettings.beforeSearch(updates);
            return new Settings(
                    new DiffusionSchedule(5, 0.1, 2),
                    Activation.LINEAR,
                    false,
                    before.with(before.rows(), 1e-3, 3e-3, before.targetShare()));
        }

        /** Creates the learner with all parameters zero. */
        public ActorCritic learner(int stateSize, int actions) {
            var shape = new DiffusionActor.Shape(
                    stateSize, actions, shared.hidden(), schedule, output, clip, DiffusionActor.Prediction.NOISE);
            return new ActorCritic(new DiffusionActor(shape), shared);
        }
    }

    private DiffusionActorCritic() {}
}
