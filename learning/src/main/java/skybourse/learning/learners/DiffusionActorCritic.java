package skybourse.learning.learners;

import java.util.random.RandomGenerator;
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
public final class DiffusionActorCritic implements Learner {

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
    }

    private final ActorCriticSettings settings;
    private final DiffusionActor actor;
    private final ActorCritic update;

    /** Makes a learner with parameters of zero. */
    public DiffusionActorCritic(int stateSize, int actions, Settings settings) {
        this.settings = settings.shared;
        actor = new DiffusionActor(new DiffusionActor.Shape(
                stateSize,
                actions,
                settings.shared.hidden(),
                settings.schedule,
                settings.output,
                settings.clip,
                DiffusionActor.Prediction.NOISE));
        update = new ActorCritic(actor, settings.shared);
    }

    /** Returns the actor itself. */
    public DiffusionActor actor() {
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

    /** Returns the policy that draws from the softmax of one chain. */
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
