package skybourse.round.dynamics;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;

/**
 * How leaders price from slot to slot.
 *
 * @param mode how far they go each slot
 * @param steps rounds of best responses a slot, in mode {@code STEPS}
 * @param warm whether they start from the quotes of the slot before, instead of anew
 * @param headRoom share of its capacity that a leader that cannot resell keeps free; in {@code [0, 1)}
 * @param learnHeadRoom whether head room follows the error of the last loads instead, starting at {@code headRoom}
 * @param overload what overselling costs a fixed agent
 * @param mostBacklogSlots backlog in slots of work beyond which a leader takes no new work
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

    /** How far prices go each slot. */
    public enum Mode {
        /** To rest. */
        SOLVE,
        /** Some rounds of best responses: 1 is the paper's Algorithm 2 in real time. */
        STEPS,
        /** Nowhere after the first slot. */
        HELD
    }

    /** What a fixed agent counts for a unit of work beyond capacity. */
    public enum Overload {
        /** The lowest ask, as in a round on its own. */
        EXPECTED_COST,
        /** The last clearing price. */
        LAST_CLEARING,
        /** The last clearing price by the share of overload that was sold of late; refund and penalty by the rest. */
        SOLD_SHARE,
        /**
         * The expected cost by the share of overload that was sold of late, in slots with overload; refund and penalty by the rest. At most
         * refund and penalty of the last slot. Who reaches no aerial agent prices as by {@link #SOLD_SHARE}.
         */
        EXPECTED_SHARE
    }

    public Pricing {
        Checks.within((long) steps, 1, 1_000, "steps");
        Checks.within(headRoom, 0, 0.99, "headRoom");
        Checks.within(mostBacklogSlots, 0.01, 1e6, "mostBacklogSlots");
    }

    /** Returns warm solves, a head room of 0.01, overload at the expected cost by the share sold, backlogs up to 10 slots (ours). */
    public static Pricing standard() {
        return new Pricing(Mode.SOLVE, 1, true, 0.01, false, Overload.EXPECTED_SHARE, 10);
    }

    /** Returns the pricing of a round on its own: from the start, without head room, at the expected cost. */
    public static Pricing ofOneRound() {
        return new Pricing(Mode.SOLVE, 1, false, 0, false, Overload.EXPECTED_COST, 10);
    }

    /** Returns these settings with prices that go another way each slot. */
    public Pricing withMode(Mode other, int count) {
        return withMode(other).withSteps(count);
    }
}
