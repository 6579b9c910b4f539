package skybourse.venue.play;

import java.util.function.Predicate;
import skybourse.base.numeric.Checks;
import skybourse.venue.event.Piece;

/**
 * Decisions of honest buyers and of the operator.
 *
 * @param isChecked whether honest buyers reject wrong results
 * @param isRuled whether the operator rules on disputes; otherwise they end at the time limit of rulings
 * @param rulingError probability that a ruling is wrong, in [0, 1]
 * @param rejected correct results that their buyers reject in addition to those that a behaviour rejects
 */
public record DisputeDecisions(boolean isChecked, boolean isRuled, double rulingError, Predicate<Piece> rejected) {

    /** Honest buyers check results, and all rulings are right. */
    public static final DisputeDecisions RIGHT = new DisputeDecisions(true, true, 0, _ -> false);

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code rulingError} is outside its range
     */
    public DisputeDecisions {
        Checks.within(rulingError, 0, 1, "rulingError");
    }
}
