package skybourse.tier2.auction;

/** Side of the market. */
public enum Side {
    /** Buyers, who bid. Their clock falls. */
    BUYERS,
    /** Sellers, who ask. Their clock rises. */
    SELLERS;

    /** Returns the opposite side. */
    public Side other() {
        return this == BUYERS ? SELLERS : BUYERS;
    }
}
