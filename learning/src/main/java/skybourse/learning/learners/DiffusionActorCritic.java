package skybourse.learning.learners;

import skybourse.learning.actor.DiffusionActor;
import skybourse.learning.actor.DiffusionSchedule;
import skybourse.learning.networks.Activation;

/**
 * Diffusion actor-critic: the policy is the end of a reverse diffusion chain, trained by the gradient of twin critics through
 * the whole chain.
 *
 * <p>Right where good actions lie apart, which one pass of a network blurs. Wrong where decisions or updates must be cheap: each
 * costs as many passes as the chain has links, and the gradient goes back through all of them.
 *
 * <p>Paper: Du et al., "Diffusion-based reinforcement learning for edge-enabled AI-generated content services", IEEE TMC 2024
 * (D2SAC). Differs: the noise network ends in tanh and nothing is clipped; illegal actions are masked; no weight decay; the
 * temperature is fixed.
 */
public final class DiffusionActorCritic {

    /**
     * Hyper-parameters.
     *
     * @param schedule the diffusion chain
     * @param output what the noise network ends in
     * @param clip whether the chain's estimates are cut to [-1, 1]
     * @param shared what the learner without diffusion has too
     */
    public record Settings(DiffusionSchedule schedule, Activation output, boolean clip, ActorCriticSettings shared) {

        /**
         * Returns 5 steps with rates .1 to 10 (Du et al.), tanh without clipping (our choice) and {@link
         * ActorCriticSettings#standard()}.
         */
        public static Settings standard() {
            return new Settings(DiffusionSchedule.ofSteps(5), Activation.TANH, false, ActorCriticSettings.standard());
        }

        /**
         * Returns the best of twelve settings on the market called tuning (examples/sweeps/tune-diffusion.yaml): a highest rate of
         * 2, with which the chain multiplies its noise by about 1.6 instead of 12.5, a linear end, rates 1e-3 and 3e-3, and else
         * {@link ActorCriticSettings#beforeSearch}.
         *
         * @param updates how many the training will make
         */
        public static Settings searched(long updates) {
            ActorCriticSettings before = ActorCriticSettings.beforeSearch(updates);
            return new Settings(
                    new DiffusionSchedule(5, 0.1, 2),
                    Activation.LINEAR,
                    false,
                    before.with(before.rows(), 1e-3, 3e-3, before.targetShare()));
        }

        /** Makes the learner, with parameters of zero. */
        public ActorCritic learner(int stateSize, int actions) {
            var shape = new DiffusionActor.Shape(
                    stateSize, actions, shared.hidden(), schedule, output, clip, DiffusionActor.Prediction.NOISE);
            return new ActorCritic(new DiffusionActor(shape), shared);
        }
    }

    private DiffusionActorCritic() {}
}
