package skybourse.tier2.clock;

/**
 * Whoever conducts an auction: chooses steps ({@link ClockPolicy}), questions ({@link Questioner}) or moves ({@link DropOutPolicy});
 * a rule takes those of its kind.
 */
public interface Auctioneer {

    /** Returns a short name, such as {@code fixed-3}. */
    String name();
}
