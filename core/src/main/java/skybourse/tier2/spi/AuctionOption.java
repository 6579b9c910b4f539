package skybourse.tier2.spi;

/** A setting that a rule or a policy hangs on; who makes one without it is told that the setting would do nothing. */
public enum AuctionOption {
    /** Where the clocks start, or what a price is chosen by. */
    STARTS,
    /** Who conducts the auction. */
    POLICY,
    /** How far a clock moves at once. */
    STEP
}
