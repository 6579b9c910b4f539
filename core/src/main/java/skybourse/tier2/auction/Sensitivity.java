package skybourse.tier2.auction;

/**
 * Which reports of a trader can lead to different results under a rule, the other orders fixed. An audit tries no others. A rule that
 * declares more than {@link #ANY_REPORT} needs a proof: {@code SensitivityTest} compares each with a search over all reports.
 */
public enum Sensitivity {

    /** Any report: nothing is known of the rule. */
    ANY_REPORT,

    /**
     * Reports at, or one tick beside, the limits of other orders, and the ends of the range: between two limits the trades stay and prices
     * change linearly.
     */
    OTHERS_LIMITS,

    /**
     * As {@link #OTHERS_LIMITS}. In addition, the rule sorts the orders, looks at those around the last efficient pair only, and ties are
     * lots at the same limit, so that results can be expected over all ties.
     */
    SORTED_ORDERS,

    /** One report, the most eager: a trader's price does not depend on its orders, which decide only how many lots accept it. */
    ACCEPTANCE
}
