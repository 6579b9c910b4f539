package skybourse.tier2.clock;

import java.util.Optional;

/**
 * Asks both sides at the middle of the prices left.
 *
 * <p>Right where nothing is known of the limits: each question halves the prices left. Wrong where limits lie in a narrow band that an
 * estimate would find.
 */
public record Bisection() implements Questioner {

    @Override
    public String name() {
        return "bisection";
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
