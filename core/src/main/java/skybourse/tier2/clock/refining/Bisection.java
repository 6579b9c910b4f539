package skybourse.tier2.clock.refining;

import java.util.Optional;

/**
 * Asks both sides at the middle of the prices left.
 *
 * <p>Right where nothing is known of the limits: each question halves the prices left, which one-tick clocks take one by one. Wrong where a law of the limits is known that says where to ask first.
 */
public record Bisection() implements Questioner {

    /** What it goes by. */
    public static final String NAME = "bisection";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Questions begin() {
        return open -> Optional.of(next(open));
    }

    /** Returns the question at the middle of the bracket, or the nearest legal one. */
    static Question next(Refinement open) {
        return open.nearest(Math.floorDiv(open.lowIndex() + open.highIndex(), 4));
    }
}
