package skybourse.round.dynamics;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;

/**
 * Settings of the leaders' pricing from slot to slot.
 *
 * @param mode number of solver iterations in each slot
 * @param steps iterations of best responses per slot in mode {@code STEPS}, in [1, 1,000]
 * @param warm whether the solver starts from the quotes of the previous slot, instead of a cold start
 * @param headRoom share of its capacity that a leader that cannot resell keeps free, in [0, 0.99]
 * @param learnHeadRoom whether head room is learned from the errors of the last expected loads, starting at {@code headRoom}
 * @param overload overload price of a leader that resells
 * @param mostBacklogSlots backlog, in slots of work, beyond which a leader takes no new work, in [0.01, 1e6]
 */
@RecordBuilder
public record PricingSettings(
        Mode mode,
        int steps,
        boolean warm,
        double headRoom,
        boolean learnHeadRoom,
        Overload overload,
        double mostBacklogSlots)
        implements PricingSettingsBuilder.With {

    /** Number of solver iterations in each slot. */
    public enum Mode {
        /** As many iterations as the prices need to converge. */
        SOLVE,
        /** A fixed number of iterations of best responses; 1 is the paper's Algorithm 2 in real time. */
        STEPS,
        /** Prices are solved in the first slot only, and then stay constant. */
        HELD
    }

    /** Overload price of a leader that resells, per unit of work. */
    public enum Overload {
        /** The expected cost of resale, as in a single round. */
        EXPECTED_COST,
        /**
         * The resale price after the last trade ({@link skybourse.base.agent.Rules#resalePriceAfter}) minus the leader's own cost of a unit of work,
         * at least 0.
         * Before the first trade, the same as {@link #EXPECTED_COST}.
         */
        LAST_CLEARING,
        /**
         * Weighted mean of the price {@link #LAST_CLEARING} and of refund and penalty. The weight of the first is the share of overload resold in
         * recent slots. If work within capacity is resold too, it counts as overload, with its energy instead of refund and penalty.
         */
        SOLD_SHARE,
        /**
         * Weighted mean of the expected cost and of refund and penalty, at most the refund and penalty of the last slot. The weight of the expected
         * cost is the share of overload resold in recent slots with overload. For a leader that reaches no aerial agent, the same as
         * {@link #SOLD_SHARE}.
         */
        EXPECTED_SHARE
    }

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public PricingSettings {
        Checks.within((long) steps, 1, 1_000, "steps");
        Checks.within(headRoom, 0, 0.99, "headRoom");
        Checks.within(mostBacklogSlots, 0.01, 1e6, "mostBacklogSlots");
    }

    /** Returns warm solves, a head room of 0.01, overload prices {@link Overload#EXPECTED_SHARE}, and backlogs up to 10 slots (ours). */
    public static PricingSettings standard() {
        return new PricingSettings(Mode.SOLVE, 1, true, 0.01, false, Overload.EXPECTED_SHARE, 10);
    }

    /** Returns the pricing of a single round: a cold start, no head room, overload prices {@link Overload#EXPECTED_COST}. */
    public static PricingSettings ofOneRound() {
        return new PricingSettings(Mode.SOLVE, 1, false, 0, false, Overload.EXPECTED_COST, 10);
    }

    /**
     * Returns these settings with another mode and number of iterations.
     *
     * @throws IllegalArgumentException if {@code count} is not in [1, 1,000]
     */
    public PricingSettings withMode(Mode other, int count) {
        return withMode(other).withSteps(count);
    }
}
