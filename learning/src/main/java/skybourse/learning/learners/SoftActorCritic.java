package skybourse.learning.learners;

import java.util.random.RandomGenerator;
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
public final class SoftActorCritic implements Learner {

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
    }

    private final ActorCriticSettings settings;
    private final PlainActor actor;
    private final ActorCritic update;

    /** Makes a learner with parameters of zero. */
    public SoftActorCritic(int stateSize, int actions, Settings settings) {
        this.settings = settings.shared;
        actor = new PlainActor(stateSize, actions, settings.shared.hidden(), settings.activation);
        update = new ActorCritic(actor, settings.shared);
    }

    /** Returns the actor itself. */
    public PlainActor actor() {
        return actor;
    }

    @Override
    public Diet diet() {
        return new Diet.Replay(settings.capacity(), settings.warmUp(), settings.rows(), settings.steps());
    }

    @Override
    public double discount() {
        return settings.discount();
    }

    @Override
    public void initialise(RandomGenerator random) {
        update.initialise(random);
    }

    @Override
    public Losses update(RandomGenerator random, Batch batch) {
        return update.update(random, batch);
    }

    @Override
    public Policy exploring() {
        return ActorPolicy.exploring(actor, settings.exploration());
    }

    /** Returns the policy that draws from the softmax. */
    @Override
    public TrainedPolicy policy() {
        return new TrainedPolicy(actor.form(), actor.parameters());
    }

    @Override
    public void save(Checkpoint.Writer to) {
        update.save(to);
    }

    @Override
    public void load(Checkpoint from) {
        update.load(from);
    }

    @Override
    public void close() {
        update.close();
    }
}
