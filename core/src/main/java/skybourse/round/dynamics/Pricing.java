package skybourse.round.dynamics;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;

/**
 * Pricing of leaders from slot to slot.
 *
 * @param mode how far prices are solved in each slot
 * @param steps iterations of best responses per slot in mode {@code STEPS}, in [1, 1,000]
 * @param warm whether the solver starts from the quotes of the previous slot, instead of a cold start
 * @param headRoom share of its capacity that a leader that cannot resell keeps free, in [0, 0.99]
 * @param learnHeadRoom whether head room is learned from the errors of the last expected loads, starting at {@code headRoom}
 * @param overload overload price of a leader that resells
 * @param mostBacklogSlots backlog, in slots of work, beyond which a leader takes no new work, in [0.01, 1e6]
 */
@RecordBuilder
public record Pricing(
        Mode mode,
        int steps,
        boolean warm,
        double headRoom,
        boolean learnHeadRoom,
        Overload overload,
        double mostBacklogSlots)
        implements PricingBuilder.With {

    /** How far prices are solved in each slot. */
    public enum Mode {
        /** Until they converge. */
        SOLVE,
        /** A fixed number of iterations of best responses; 1 is the paper's Algorithm 2 in real time. */
        STEPS,
        /** Only in the first slot; prices then stay. */
        HELD
    }

    /** Overload price of a leader that resells, per unit of work. */
    public enum Overload {
        /** The expected cost of resale, as in a single round. */
        EXPECTED_COST,
        /** The last clearing price. */
        LAST_CLEARING,
        /**
         * Mean of the last clearing price, weighted by the share of overload sold in recent slots, and of refund and penalty, weighted by the rest.
         */
        SOLD_SHARE,
        /**
         * Mean of the expected cost, weighted by the share of overload sold in recent slots with overload, and of refund and penalty, weighted by the
         * rest; at most refund and penalty of the last slot. A leader that reaches no aerial agent prices as with {@link #SOLD_SHARE}.
         */
        EXPECTED_SHARE
    }

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public Pricing {
        Checks.within((long) steps, 1, 1_000, "steps");
        Checks.within(headRoom, 0, 0.99, "headRoom");
        Checks.within(mostBacklogSlots, 0.01, 1e6, "mostBacklogSlots");
    }

    /** Returns warm solves, a head room of 0.01, overload prices {@link Overload#EXPECTED_SHARE}, and backlogs up to 10 slots (ours). */
    public static Pricing standard() {
        return new Pricing(Mode.SOLVE, 1, true, 0.01, false, Overload.EXPECTED_SHARE, 10);
    }

    /** Returns the pricing of a single round: a cold start, no head room, overload prices {@link Overload#EXPECTED_COST}. */
    public static Pricing ofOneRound() {
        return new Pricing(Mode.SOLVE, 1, false, 0, false, Overload.EXPECTED_COST, 10);
    }

    /**
     * Returns these settings with another mode and number of iterations.
     *
     * @throws IllegalArgumentException if {@code count} is not in [1, 1,000]
     */
    public Pricing withMode(Mode other, int count) {
        return withMode(other).withSteps(count);
    }
}
