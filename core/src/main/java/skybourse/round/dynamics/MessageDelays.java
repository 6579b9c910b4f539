package skybourse.round.dynamics;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;

/**
 * Delay and loss of price quotes and of the reports of wireless agents.
 *
 * @param baseSeconds delay of every message, in [0, 1e18]
 * @param jitterSeconds mean of an additional delay with exponential distribution, in [0, 1e18]
 * @param loss probability that a message is lost, in [0, 1]
 * @param forgetSlots age in slots from which on a receiver ignores even its newest message, in [1, 10,000]
 * @param quoteSlots age in slots up to which a quote binds, at least 0; with {@link BilledPrice#QUOTE}, pieces that were sent for an older quote
 *     are declined on arrival
 * @param honour the price that is billed
 */
@RecordBuilder
public record MessageDelays(
        double baseSeconds, double jitterSeconds, double loss, int forgetSlots, int quoteSlots, BilledPrice honour)
        implements MessageDelaysBuilder.With {

    /** Price that a wireless agent is billed. */
    public enum BilledPrice {
        /** The quoted price; pieces for an outdated quote are declined. */
        QUOTE,
        /** The leader's price on arrival, even if another price was quoted; only closed leaders decline pieces. */
        CURRENT
    }

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public MessageDelays {
        Checks.amountOrZero(baseSeconds, "baseSeconds");
        Checks.amountOrZero(jitterSeconds, "jitterSeconds");
        Checks.within(loss, 0, 1, "loss");
        Checks.within((long) forgetSlots, 1, 10_000, "forgetSlots");
        Checks.within((long) quoteSlots, 0, Integer.MAX_VALUE, "quoteSlots");
    }

    /** Returns settings without delay and loss. Quotes bind for 2 slots, and messages are ignored from an age of 10 slots on (ours). */
    public static MessageDelays immediate() {
        return new MessageDelays(0, 0, 0, 10, 2, BilledPrice.QUOTE);
    }

    /**
     * Returns these settings with other delays and another loss.
     *
     * @param base delay of every message, s
     * @param jitter mean of the additional delay, s
     * @param lossChance probability of loss, in [0, 1]
     * @throws IllegalArgumentException if a number is outside its range
     */
    public MessageDelays withTravel(double base, double jitter, double lossChance) {
        return withBaseSeconds(base).withJitterSeconds(jitter).withLoss(lossChance);
    }

    /** Returns whether every message arrives immediately, because there is neither delay nor loss. */
    public boolean areImmediate() {
        return baseSeconds == 0 && jitterSeconds == 0 && loss == 0;
    }
}
