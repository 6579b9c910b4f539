package skybourse.round.dynamics;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;

/**
 * How price quotes and the reports of wireless agents travel.
 *
 * @param baseSeconds what every message takes
 * @param jitterSeconds mean of what it takes beside, exponential
 * @param loss chance that it never arrives, in [0, 1]
 * @param forgetSlots age in slots from which the newest message that was heard counts as none, at most 10,000
 * @param quoteSlots age in slots up to which a quote binds; what was sent for an older one is declined when it arrives
 * @param honour which price is billed
 */
@RecordBuilder
public record Messages(
        double baseSeconds, double jitterSeconds, double loss, int forgetSlots, int quoteSlots, Honour honour)
        implements MessagesBuilder.With {

    /** Which price a wireless agent is billed. */
    public enum Honour {
        /** The one it heard; an old one is declined. */
        QUOTE,
        /** The leader's present one, whatever was heard. */
        CURRENT
    }

    public Messages {
        Checks.amountOrZero(baseSeconds, "baseSeconds");
        Checks.amountOrZero(jitterSeconds, "jitterSeconds");
        Checks.within(loss, 0, 1, "loss");
        Checks.within((long) forgetSlots, 1, 10_000, "forgetSlots");
        Checks.within((long) quoteSlots, 0, Integer.MAX_VALUE, "quoteSlots");
    }

    /** Returns messages that arrive at once; quotes bind for 2 slots and all is forgotten after 10 (ours). */
    public static Messages immediate() {
        return new Messages(0, 0, 0, 10, 2, Honour.QUOTE);
    }

    /** Returns the same with another way to travel. */
    public Messages withTravel(double base, double jitter, double lossChance) {
        return withBaseSeconds(base).withJitterSeconds(jitter).withLoss(lossChance);
    }

    /** Tells whether everything that is sent is heard at once, so that nothing need be carried. */
    public boolean areImmediate() {
        return baseSeconds == 0 && jitterSeconds == 0 && loss == 0;
    }
}
