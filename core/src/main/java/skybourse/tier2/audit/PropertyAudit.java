package skybourse.tier2.audit;

import java.util.Optional;
import skybourse.base.numeric.Rational;
import skybourse.tier2.auction.AuctionRule;

/**
 * Result of an audit of a rule over one or more markets. Amounts in half ticks are exact; the names of amounts end with their unit.
 *
 * @param rule the rule; if rules differ between markets, the rule of the first market
 * @param markets number of markets
 * @param givenTies whether misreports were tested with fixed ties, not in expectation over ties
 * @param searched number of markets in which misreports were searched
 * @param searchedPerLot number of searched markets with one price per lot; in the others all lots had one price
 * @param gainfulMarkets share of searched markets with a profitable misreport
 * @param gainfulTraders number of traders with a profitable misreport, over all markets
 * @param worstGainHalfTicks largest gain by a misreport; 0 if none is profitable
 * @param gainTicks mean of each searched market's largest gain, in ticks
 * @param counterexample market and misreport with the largest gain; empty if no misreport is profitable
 * @param worstLossHalfTicks largest loss of a truthful trader; 0 if none has a loss
 * @param lowestHouseHalfTicks smallest surplus of the house in a market; negative if it paid
 * @param highestHouseHalfTicks largest surplus of the house in a market
 * @param houseTicks mean surplus of the house, in ticks
 * @param efficiency mean of realized over attainable gains from trade, over the markets with attainable gains
 * @param tradesLost mean of the optimum's number of trades minus the rule's
 * @param announcements mean number of announcements
 * @param messages mean number of messages
 * @param startTooNarrow number of markets with a limit price beyond a start clock
 */
public record PropertyAudit(
        AuctionRule rule,
        long markets,
        boolean givenTies,
        long searched,
        long searchedPerLot,
        Estimate gainfulMarkets,
        long gainfulTraders,
        Rational worstGainHalfTicks,
        Estimate gainTicks,
        Optional<Counterexample> counterexample,
        long worstLossHalfTicks,
        long lowestHouseHalfTicks,
        long highestHouseHalfTicks,
        Estimate houseTicks,
        Estimate efficiency,
        Estimate tradesLost,
        Estimate announcements,
        Estimate messages,
        long startTooNarrow) {

    /** Returns whether no truthful trader had a loss. */
    public boolean individuallyRational() {
        return worstLossHalfTicks == 0;
    }

    /** Returns whether misreports were searched and none was profitable. */
    public boolean incentiveCompatible() {
        return searched > 0 && gainfulTraders == 0;
    }

    /** Returns whether the house neither received nor paid in any market. */
    public boolean stronglyBalanced() {
        return lowestHouseHalfTicks == 0 && highestHouseHalfTicks == 0;
    }

    /** Returns whether the house never paid. */
    public boolean weaklyBalanced() {
        return lowestHouseHalfTicks >= 0;
    }

    /**
     * Returns whether all claims of the paper's Theorem 1 held: individual rationality, incentive compatibility and strong budget
     * balance.
     */
    public boolean theoremOneHolds() {
        return individuallyRational() && incentiveCompatible() && stronglyBalanced();
    }
}
