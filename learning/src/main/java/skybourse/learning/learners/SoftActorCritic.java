package skybourse.learning.learners;

import skybourse.learning.actor.PlainActor;
import skybourse.learning.networks.Activation;

/**
 * Soft actor-critic for numbered actions with a plain network: what {@link DiffusionActorCritic} is without diffusion, so that
 * a comparison tells what diffusion adds.
 *
 * <p>Right for numbered actions where several are about as good, with steps used many times. Wrong where rewards change their scale
 * from market to market: the fixed temperature weighs chance against reward as they are.
 *
 * <p>Paper: Christodoulou, "Soft actor-critic for discrete action settings", 2019. Differs: the temperature is fixed and the
 * target has no entropy term, both as in the learner with diffusion.
 */
public final class SoftActorCritic {

    /**
     * Hyper-parameters.
     *
     * @param activation of the actor's hidden layers
     * @param shared what the learner with diffusion has too
     */
    public record Settings(Activation activation, ActorCriticSettings shared) {

        /** Returns Mish, as in the noise network, and {@link ActorCriticSettings#standard()}. */
        public static Settings standard() {
            return new Settings(Activation.MISH, ActorCriticSettings.standard());
        }

        /**
         * Returns the best of twelve settings on the market called tuning (examples/sweeps/tune-sac.yaml): 256 rows, target share .02,
         * and else {@link ActorCriticSettings#beforeSearch}.
         */
        public static Settings searched(long updates) {
            ActorCriticSettings before = ActorCriticSettings.beforeSearch(updates);
            return new Settings(Activation.MISH, before.with(256, before.actorRate(), before.criticRate(), 0.02));
        }

        /** Makes the learner, with parameters of zero. */
        public ActorCritic learner(int stateSize, int actions) {
            return new ActorCritic(new PlainActor(stateSize, actions, shared.hidden(), activation), shared);
        }
    }

    private SoftActorCritic() {}
}
