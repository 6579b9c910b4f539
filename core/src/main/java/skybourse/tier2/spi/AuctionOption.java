package skybourse.tier2.spi;

/** Setting on which a rule or a policy depends. Other settings have no effect. */
public enum AuctionOption {
    /** Start clocks, or a price derived from them. */
    STARTS,
    /** Policy that conducts the auction. */
    POLICY,
    /** Size of a clock step. */
    STEP
}
