package skybourse.tier2.spi;

/** List of rules that are compared with each other. */
public enum RuleComparisonGroup {
    /** Rules under which the orders of a round are cleared for comparison. */
    TRIED,
    /** Rules in the audit's table over markets of all sizes. */
    COMPARED
}
