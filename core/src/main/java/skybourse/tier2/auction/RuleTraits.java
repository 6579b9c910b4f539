package skybourse.tier2.auction;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;

/**
 * Declared properties of an auction rule. An audit tests them. Anonymity is not among them, because all rules with the supplied policies
 * have it: their outcomes depend only on limit prices and the tie order.
 *
 * @param budget budget balance
 * @param truthful traders for whom truthful reporting is optimal
 * @param sense behaviour of the other traders under which it is optimal
 * @param conditions conditions of truthfulness, in words; "none" if there is none
 * @param mostLots largest number of lots of a participant; more are rejected
 * @param needsPrior whether the gains from trade depend on prior knowledge of the limit prices
 * @param cost gains from trade that the rule loses, in words; "nothing" if it loses none
 */
@RecordBuilder
public record RuleTraits(
        Budget budget, Truthful truthful, Sense sense, String conditions, int mostLots, boolean needsPrior, String cost)
        implements RuleTraitsBuilder.With {

    /** @throws IllegalArgumentException if {@code conditions} or {@code cost} is blank, or {@code mostLots} is not positive */
    public RuleTraits {
        Checks.notBlank(conditions, "conditions");
        Checks.positive(mostLots, "mostLots");
        Checks.notBlank(cost, "cost");
    }

    /** Budget balance. */
    public enum Budget {
        /** The house neither receives nor pays. */
        STRONG,
        /** The house never pays; it may keep a surplus. */
        WEAK,
        /** The house never has a surplus; it may have to pay. */
        DEFICIT
    }

    /** Traders for whom truthful reporting is optimal. */
    public enum Truthful {
        /** No traders in general. */
        NO,
        /** Traders with one lot. */
        UNIT_DEMAND,
        /** Traders with any number of lots. */
        ANY_LOTS,
        /** Sellers with any number of lots. Buyers do not report: their valuations come from a ledger. */
        SELLERS
    }

    /** Behaviour of the other traders under which truthful reporting is optimal. */
    public enum Sense {
        /** Dominant strategy: the other traders may report anything. */
        DOMINANT,
        /**
         * Ex post: each other trader must respond by a fixed limit price. If all limit prices are sealed first, as in a file of orders, every
         * behaviour meets this condition.
         */
        EX_POST,
        /** No behaviour: truthful reporting is not optimal in general. */
        NONE
    }

    /** Returns the properties of a rule for any number of lots that is not truthful. */
    public static RuleTraits of(Budget budget, String cost) {
        return new RuleTraits(budget, Truthful.NO, Sense.NONE, "none", Integer.MAX_VALUE, false, cost);
    }

    /**
     * Returns whether truthful reporting is declared optimal for all traders that report.
     *
     * @param severalLots whether a trader has more than one lot
     */
    public boolean declaresTruthfulness(boolean severalLots) {
        return truthful != Truthful.NO && !(severalLots && truthful == Truthful.UNIT_DEMAND);
    }

    /** Returns whether the traders of a side report their limit prices themselves. Otherwise these come from a ledger. */
    public boolean asks(Side side) {
        return truthful != Truthful.SELLERS || side == Side.SELLERS;
    }

    /**
     * Returns the same properties with truthfulness.
     *
     * @param forWhom traders for whom truthful reporting is optimal
     * @param against behaviour of the others
     * @param under conditions, in words; "none" if there is none
     * @throws IllegalArgumentException if {@code under} is blank
     */
    public RuleTraits truthful(Truthful forWhom, Sense against, String under) {
        return withTruthful(forWhom).withSense(against).withConditions(under);
    }

    /** Returns the same properties, except that the gains from trade depend on prior knowledge. */
    public RuleTraits withPrior() {
        return withNeedsPrior(true);
    }

    /** Returns the same properties, with at most one lot per participant. */
    public RuleTraits ofOneLot() {
        return withMostLots(1);
    }
}
