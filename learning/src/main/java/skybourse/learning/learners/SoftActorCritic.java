package skybourse.learning.learners;

import skybourse.learning.networks.Activation;
import skybourse.learning.policy.PlainActor;

/**
 * Soft actor-critic for discrete actions with a plain network. It equals {@link DiffusionActorCritic} without diffusion and is its baseline.
 *
 * <p>It is suitable if several discrete actions are about equally good, and it reuses steps many times. It is not suitable if the scale of rewards
 * differs between markets, because the temperature does not adapt to it.
 *
 * <p>Paper: Christodoulou, "Soft actor-critic for discrete action settings", 2019. Differs: the temperature follows a schedule and is not learned,
 * and the target has no entropy term, both as in the learner with diffusion.
 */
public final class SoftActorCritic {

    /**
     * Hyperparameters.
     *
     * @param activation activation of the actor's hidden layers
     * @param shared hyperparameters that are common to this learner and the learner with diffusion
     */
    public record Settings(Activation activation, ActorCriticSettings shared) {

        /** Returns Mish, as in the noise network, and {@link ActorCriticSettings#standard()}. */
        public static Settings standard() {
            return new Settings(Activation.MISH, ActorCriticSettings.standard());
        }

        /**
         * Returns the best of twelve settings on the market called tuning (examples/sweeps/tune-sac.yaml): 256 rows, target share 0.02, otherwise
         * {@link ActorCriticSettings#beforeSearch}.
         *
         * @param updates number of updates of the training
         */
        public static Settings searched(long updates) {
            ActorCriticSettings before = ActorCriticSettings.beforeSearch(updates);
            return new Settings(Activation.MISH, before.with(256, before.actorRate(), before.criticRate(), 0.02));
        }

        /** Creates the learner with all parameters zero. */
        public ActorCritic learner(int stateSize, int actions) {
            return new ActorCritic(new PlainActor(stateSize, actions, shared.hidden(), activation), shared);
        }
    }

    private SoftActorCritic() {}
}
