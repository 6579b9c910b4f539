package skybourse.tier2.clock;

/**
 * Policy that conducts an auction: it chooses steps ({@link ClockPolicy}), questions ({@code Questioner}) or moves ({@code
 * DropOutPolicy}). Each rule accepts policies of its kind.
 */
public interface Auctioneer {

    /** Returns the short name, for example {@code fixed-3}. */
    String name();

    /**
     * Returns the smallest step that the policy takes repeatedly. The default is 1.
     *
     * @param gapTicks gap between the start clocks
     */
    default long leastStepTicks(long gapTicks) {
        return 1;
    }
}
