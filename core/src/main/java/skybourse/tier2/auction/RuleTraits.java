package skybourse.tier2.auction;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;

/**
 * What a rule declares about itself, to be held against what an audit finds. That only limits and ties decide, never who somebody
 * is, holds for every rule with the policies that ship.
 *
 * @param budget who pays whom
 * @param truthful for whom the truth is the best report
 * @param sense against which others it is the best
 * @param conditions what that hangs on, in words; "none" when nothing
 * @param mostLots how many lots a participant may have; more are refused
 * @param needsPrior whether the gains from trade hang on what was known of the limits before
 * @param cost what the rule gives up of the possible gains from trade, in words; "nothing" when nothing
 */
@RecordBuilder
public record RuleTraits(
        Budget budget, Truthful truthful, Sense sense, String conditions, int mostLots, boolean needsPrior, String cost)
        implements RuleTraitsBuilder.With {

    public RuleTraits {
        Checks.notBlank(conditions, "conditions");
        Checks.positive(mostLots, "mostLots");
        Checks.notBlank(cost, "cost");
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

    /** For whom the truth is the best report. */
    public enum Truthful {
        /** For nobody in general. */
        NO,
        /** For participants with one lot. */
        UNIT_DEMAND,
        /** For participants with any number of lots. */
        ANY_LOTS,
        /** For sellers with any number of lots; buyers are not asked, as books say what lots are worth to them. */
        SELLERS
    }

    /** Against which others the truth is best. */
    public enum Sense {
        /** Against all, whatever they say and whenever. */
        DOMINANT,
        /** Against others who answer by fixed limits; with limits sealed first, as in a file of orders, against all. */
        EX_POST,
        /** Not in general. */
        NONE
    }

    /** Declares a rule that takes any number of lots and is truthful for nobody in general. */
    public static RuleTraits of(Budget budget, String cost) {
        return new RuleTraits(budget, Truthful.NO, Sense.NONE, "none", Integer.MAX_VALUE, false, cost);
    }

    /**
     * Tells whether the truth is promised to be the best report of all who are asked.
     *
     * @param severalLots whether somebody has more than one lot
     */
    public boolean promisesTruth(boolean severalLots) {
        return truthful != Truthful.NO && !(severalLots && truthful == Truthful.UNIT_DEMAND);
    }

    /** Tells whether a side says its limits itself; where it does not, they are read from books. */
    public boolean asks(Side side) {
        return truthful != Truthful.SELLERS || side == Side.SELLERS;
    }

    /** Returns these traits of a rule that is truthful. */
    public RuleTraits truthful(Truthful forWhom, Sense against, String under) {
        return withTruthful(forWhom).withSense(against).withConditions(under);
    }

    /** Returns these traits of a rule whose gains from trade hang on what was known before. */
    public RuleTraits withPrior() {
        return withNeedsPrior(true);
    }

    /** Returns these traits of a rule that refuses participants with more than one lot. */
    public RuleTraits ofOneLot() {
        return withMostLots(1);
    }
}
