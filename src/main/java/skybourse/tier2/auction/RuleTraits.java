package skybourse.tier2.auction;

import skybourse.base.numeric.Checks;

/**
 * What a rule declares about itself, to be held against what an audit finds.
 *
 * @param budget who pays whom
 * @param truthful for whom the truth is the best report
 * @param conditions what that hangs on, in words; "none" when nothing
 * @param anonymous whether only limits and lots decide, never who somebody is
 */
public record RuleTraits(Budget budget, Truthful truthful, String conditions, boolean anonymous) {

    public RuleTraits {
        Checks.notBlank(conditions, "conditions");
    }

    /** What the house is left with. */
    public enum Budget {
        /** Nothing is left and nothing is owed. */
        STRONG,
        /** The house never pays; it may keep something. */
        WEAK,
        /** The house may have to pay. */
        DEFICIT
    }

    /** For whom the truth is a dominant report. */
    public enum Truthful {
        /** For nobody in general. */
        NO,
        /** For participants with one lot. */
        UNIT_DEMAND,
        /** For participants with any number of lots. */
        ANY_LOTS
    }
}
