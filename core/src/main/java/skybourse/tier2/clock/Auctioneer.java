package skybourse.tier2.clock;

/**
 * Whoever conducts an auction: chooses steps ({@link ClockPolicy}), questions ({@code Questioner}) or moves ({@code DropOutPolicy});
 * a rule takes those of its kind.
 */
public interface Auctioneer {

    /** Returns a short name, such as {@code fixed-3}. */
    String name();

    /** Returns the least step that it takes again and again, where the start clocks are so far apart. */
    default long leastStepTicks(long gapTicks) {
        return 1;
    }
}
