package skybourse.tier2.audit;

import java.util.Optional;
import skybourse.base.numeric.Fraction;
import skybourse.tier2.auction.AuctionRule;

/**
 * What an audit of a rule found, over one market or many; money in half ticks, exact where it is a fraction.
 *
 * @param rule the rule, of the first market where it changes by market
 * @param markets how many
 * @param givenTies whether misreports were judged given how ties fall instead of expected over them
 * @param searched in how many markets misreports were searched
 * @param searchedPerLot in how many of them with a price for each lot; in the others with one price for all lots
 * @param gainfulMarkets share of the searched markets in which somebody gains by a misreport
 * @param gainfulTraders how many traders do, over all markets
 * @param worstGainHalfTicks the largest gain of all
 * @param gainTicks the largest gain in a market, mean, in ticks
 * @param counterexample the market and the misreport with the largest gain; empty where nobody gains
 * @param worstLossHalfTicks the largest loss of a truthful trader
 * @param lowestHouseHalfTicks the least the house kept in a market, below zero where it paid
 * @param highestHouseHalfTicks the most it kept
 * @param houseTicks what it kept, mean, in ticks
 * @param efficiency welfare over the optimum, mean over the markets with something to gain
 * @param tradesLost trades fewer than the optimum's, mean
 * @param announcements rounds, mean
 * @param messages mean
 * @param startTooNarrow markets with a limit beyond a start clock
 */
public record PropertyAudit(
        AuctionRule rule,
        long markets,
        boolean givenTies,
        long searched,
        long searchedPerLot,
        Estimate gainfulMarkets,
        long gainfulTraders,
        Fraction worstGainHalfTicks,
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

    /** Tells whether no truthful trader lost anything. */
    public boolean individuallyRational() {
        return worstLossHalfTicks == 0;
    }

    /** Tells whether misreports were searched and nobody could gain anything. */
    public boolean incentiveCompatible() {
        return searched > 0 && gainfulTraders == 0;
    }

    /** Tells whether nothing stayed with the house and it paid nothing. */
    public boolean stronglyBalanced() {
        return lowestHouseHalfTicks == 0 && highestHouseHalfTicks == 0;
    }

    /** Tells whether the house never paid. */
    public boolean weaklyBalanced() {
        return lowestHouseHalfTicks >= 0;
    }

    /** Tells whether all that the paper's Theorem 1 claims was found to hold. */
    public boolean theoremOneHolds() {
        return individuallyRational() && incentiveCompatible() && stronglyBalanced();
    }
}
