package skybourse.tier2.spi;

/** Group of auction rules that are compared with each other: those tried on the orders of a round, or those in the audit's table. */
public enum RuleComparisonGroup {
    /** Rules under which the orders of a round are cleared for comparison. */
    TRIED,
    /** Rules in the audit's table over markets of all sizes. */
    COMPARED
}
