package skybourse.tier2.auction;

/**
 * Reports of one trader that can lead to different results if the other orders are fixed. An audit tries only these reports. A rule that
 * declares anything but {@link #ANY_REPORT} needs a proof. {@code OutcomeChangingReportsTest} compares each declaration with a search over all
 * reports.
 */
public enum OutcomeChangingReports {

    /** Any report. For rules whose sensitivity is not known. */
    ANY_REPORT,

    /**
     * Reports at the limit prices of other orders, one tick above or below them, and at the ends of the range. Between two limit prices the
     * trades do not change, and prices change linearly.
     */
    OTHERS_LIMITS,

    /**
     * The same reports as {@link #OTHERS_LIMITS}, for a rule that sorts the orders and uses only those around the last efficient pair. Ties
     * are lots at the same limit price, so that an audit can compute expected results over all ties.
     */
    SORTED_ORDERS,

    /**
     * Only the most eager report for each number of lots. A trader's price does not depend on its orders. The orders determine only the
     * number of lots that accept the price.
     */
    ACCEPTANCE
}
