package skybourse.tier2.auction;

/** The two sides of the market. */
public enum Side {
    /** Those who bid; their clock falls. */
    BUYERS,
    /** Those who ask; their clock rises. */
    SELLERS;

    /** Returns the opposite side. */
    public Side other() {
        return this == BUYERS ? SELLERS : BUYERS;
    }
}
