package skybourse.tier2.auction;

/**
 * Reports of one trader that can lead to different results, with the other orders fixed. An audit tries no others. A rule that
 * declares anything but {@link #ANY_REPORT} needs a proof. {@code SensitivityTest} compares each declaration with a search over all
 * reports.
 */
public enum Sensitivity {

    /** Any report. For rules about which nothing is known. */
    ANY_REPORT,

    /**
     * Reports at the limit prices of other orders, or one tick beside them, and at the ends of the range. Between two limit prices
     * the trades do not change, and prices change linearly.
     */
    OTHERS_LIMITS,

    /**
     * As {@link #OTHERS_LIMITS}. In addition, the rule sorts the orders and uses only those around the last efficient pair. Ties
     * are lots at the same limit price, so that expected results over all ties can be computed.
     */
    SORTED_ORDERS,

    /**
     * Only the most eager report. A trader's price does not depend on its orders; these decide only the number of lots that accept
     * it.
     */
    ACCEPTANCE
}
