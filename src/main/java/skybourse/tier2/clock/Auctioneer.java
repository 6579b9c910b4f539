package skybourse.tier2.clock;

import skybourse.tier2.clock.dropout.DropOutPolicy;
import skybourse.tier2.clock.refining.Questioner;

/**
 * Whoever conducts an auction: chooses steps ({@link ClockPolicy}), questions ({@link Questioner}) or moves ({@link DropOutPolicy});
 * a rule takes those of its kind.
 */
public interface Auctioneer {

    /** Returns a short name, such as {@code fixed-3}. */
    String name();
}
