package skybourse.tier2.spi;

/** A list of rules that are held against each other. */
public enum RuleList {
    /** Which rule should one use? The orders of a round are cleared under each. */
    TRIED,
    /** The audit's table of all rules over markets of every size. */
    COMPARED
}
