package skybourse.learning.learners;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;

/**
 * Hyperparameters of both actor-critic learners.
 *
 * @param hidden width of both hidden layers of actor and critics
 * @param rows transitions per update
 * @param actorRate Adam's learning rate for the actor
 * @param criticRate Adam's learning rate for the critics
 * @param steps steps per transition (n-step returns)
 * @param temperature weight of the entropy at the start, above 0
 * @param lastTemperature weight of the entropy at the end, above 0
 * @param coolingUpdates number of updates over which the weight of the entropy changes geometrically from its first to its last value
 * @param exploration probability of a random action while training, in [0, 1]
 * @param discount discount per step, in [0, 1]
 * @param targetShare share by which the target networks move towards the trained networks at each update, in [0, 1]
 * @param capacity number of transitions in the replay buffer
 * @param warmUp transitions stored before the first update
 * @param threads number of threads of an update; does not change the result
 */
@RecordBuilder
public record ActorCriticSettings(
        int hidden,
        int rows,
        double actorRate,
        double criticRate,
        int steps,
        double temperature,
        double lastTemperature,
        long coolingUpdates,
        double exploration,
        double discount,
        double targetShare,
        int capacity,
        int warmUp,
        int threads)
        implements ActorCriticSettingsBuilder.With {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range: learning rates are at least 0, counts at least 1
     */
    public ActorCriticSettings {
        Checks.positive(hidden, "hidden");
        Checks.positive(rows, "rows");
        Checks.nonNegative(actorRate, "actorRate");
        Checks.nonNegative(criticRate, "criticRate");
        Checks.positive(steps, "steps");
        Checks.positive(temperature, "temperature");
        Checks.positive(lastTemperature, "lastTemperature");
        Checks.positive(coolingUpdates, "coolingUpdates");
        Checks.within(exploration, 0, 1, "exploration");
        Checks.within(discount, 0, 1, "discount");
        Checks.within(targetShare, 0, 1, "targetShare");
        Checks.positive(capacity, "capacity");
        Checks.positive(warmUp, "warmUp");
        Checks.positive(threads, "threads");
    }

    /**
     * Returns the defaults of D2SAC (Du et al., IEEE TMC 2024, and its published code): hidden 256, 512 rows, rates 1e-4 and 1e-3, 3 steps,
     * temperature 0.05, target share 0.005. Ours: discount 1, because episodes terminate (theirs: 0.95), a constant temperature, 5 % random actions,
     * 200,000 stored transitions (theirs: 1e6), warm-up 2,000, one thread.
     */
    public static ActorCriticSettings standard() {
        return new ActorCriticSettings(256, 512, 1e-4, 1e-3, 3, 0.05, 0.05, 1, 0.05, 1, 0.005, 200_000, 2_000, 1);
    }

    /**
     * Returns the setting from which both searches on the market called tuning started. It was found manually on narrow-3x2. It has width 64, 128
     * rows, 1 step, rates 3e-4 and 1e-3, target share 0.01 and 40 % random actions. The temperature falls from 0.05 to 0.002 over 60 % of the
     * updates. A constant temperature either keeps the policy nearly uniform or lets it collapse early.
     *
     * @param updates number of updates of the training
     */
    static ActorCriticSettings beforeSearch(long updates) {
        long cooling = Math.max(1, updates * 3 / 5);
        return new ActorCriticSettings(64, 128, 3e-4, 1e-3, 1, 0.05, 0.002, cooling, 0.4, 1, 0.01, 200_000, 2_000, 1);
    }

    /** Returns these settings with other rows, rates and target share. */
    ActorCriticSettings with(int newRows, double newActorRate, double newCriticRate, double newTargetShare) {
        return withRows(newRows)
                .withActorRate(newActorRate)
                .withCriticRate(newCriticRate)
                .withTargetShare(newTargetShare);
    }

    /** Returns the weight of the entropy after a number of updates. */
    double temperatureAfter(long updates) {
        double done = Math.min(1, (double) updates / coolingUpdates);
        return temperature * Math.pow(lastTemperature / temperature, done);
    }
}
