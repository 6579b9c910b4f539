package skybourse.learning.learners;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;

/**
 * What both actor-critic learners share.
 *
 * @param hidden width of both hidden layers of actor and critics
 * @param rows transitions of one update
 * @param actorRate Adam's learning rate for the actor
 * @param criticRate Adam's learning rate for the critics
 * @param steps steps of one transition
 * @param temperature weight of the entropy at first
 * @param lastTemperature weight of the entropy in the end
 * @param coolingUpdates updates over which it falls from one to the other, by the same factor at each
 * @param exploration share of actions taken at random while training, in [0, 1]
 * @param discount per step, in [0, 1]
 * @param targetShare how far the targets move at each update, in (0, 1]
 * @param capacity transitions kept
 * @param warmUp transitions seen before the first update
 * @param threads threads of one update; the result is the same for any number
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
     * Returns the defaults of D2SAC (Du et al., IEEE TMC 2024, and its published code): hidden 256, 512 rows, rates 1e-4 and
     * 1e-3, 3 steps, temperature .05, target share .005. Our choice: discount 1, because episodes end by themselves (theirs:
     * .95), a temperature that does not fall, 5 % of the actions at random, the last 200,000 transitions (theirs: 1e6), warm-up
     * 2,000, one thread.
     */
    public static ActorCriticSettings standard() {
        return new ActorCriticSettings(256, 512, 1e-4, 1e-3, 3, 0.05, 0.05, 1, 0.05, 1, 0.005, 200_000, 2_000, 1);
    }

    /**
     * Returns what both searches on the market called tuning began with, found by hand on narrow-3x2: width 64, 128 rows, 1 step,
     * rates 3e-4 and 1e-3, target share .01, two fifths of the actions at random, and a temperature that falls from .05 to .002 over three fifths of the updates:
     * a fixed one either keeps the policy blurred or lets it collapse early.
     *
     * @param updates how many the training will make
     */
    static ActorCriticSettings beforeSearch(long updates) {
        long cooling = Math.max(1, updates * 3 / 5);
        return new ActorCriticSettings(64, 128, 3e-4, 1e-3, 1, 0.05, 0.002, cooling, 0.4, 1, 0.01, 200_000, 2_000, 1);
    }

    /** Returns the same with other rows, rates and target share. */
    ActorCriticSettings with(int newRows, double newActorRate, double newCriticRate, double newTargetShare) {
        return withRows(newRows)
                .withActorRate(newActorRate)
                .withCriticRate(newCriticRate)
                .withTargetShare(newTargetShare);
    }

    /** Returns the weight of the entropy after so many updates. */
    double temperatureAfter(long updates) {
        double done = Math.min(1, (double) updates / coolingUpdates);
        return temperature * Math.pow(lastTemperature / temperature, done);
    }
}
