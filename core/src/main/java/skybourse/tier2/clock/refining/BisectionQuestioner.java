package skybourse.tier2.clock.refining;

import java.util.Optional;

/**
 * Questioner that asks both sides at the middle of the bracket of prices.
 *
 * <p>It needs no knowledge of the limit prices. Each question about halves the bracket. If the distribution of the limit prices is known,
 * {@link PriorCrossingQuestioner} can use it.
 */
public record BisectionQuestioner() implements Questioner {

    /** Name on a command line and in files. */
    public static final String NAME = "bisection";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Questions begin() {
        return open -> Optional.of(next(open));
    }

    /** Returns the legal question nearest to the middle of the bracket. */
    static Question next(RefiningState open) {
        return open.nearest(Math.floorDiv(open.lowIndex() + open.highIndex(), 4));
    }
}
