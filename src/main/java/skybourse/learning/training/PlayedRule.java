package skybourse.learning.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.learning.headroom.ClockReward;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClockRule;

/**
 * What an auction rule came to on markets whose traders tell the truth, market by market, so that rules can be compared in pairs.
 *
 * @param name for people
 * @param traits what it declares
 * @param clocks whether it asks by clocks, not for sealed limits
 * @param gains from trade, in ticks
 * @param messages of each market
 * @param announcements of each market
 * @param house what it keeps, in ticks; below zero where it pays
 * @param rewards the weight of the gains less that of the messages; without regret, which only the Double Dutch has
 */
public record PlayedRule(
        String name,
        RuleTraits traits,
        boolean clocks,
        double[] gains,
        double[] messages,
        double[] announcements,
        double[] house,
        double[] rewards)
        implements TruthfulStudy.Row {

    /**
     * Plays a rule, on all processors; ties fall by lot.
     *
     * @param markets at least one
     * @param seed fixes the lots
     */
    static PlayedRule of(
            String name, AuctionMarket.Rules rules, List<AuctionMarket> markets, ClockReward reward, long seed) {
        AuctionRule first = markets.getFirst().rule(rules, 0);
        int count = markets.size();
        var played = new PlayedRule(
                name,
                first.traits(),
                first instanceof ClockRule,
                new double[count],
                new double[count],
                new double[count],
                new double[count],
                new double[count]);
        IntStream.range(0, count).parallel().forEach(i -> played.play(i, rules, markets.get(i), reward, seed));
        return played;
    }

    private void play(int at, AuctionMarket.Rules rules, AuctionMarket market, ClockReward reward, long seed) {
        AuctionOutcome outcome = market.rule(rules, at).clear(market.book(), new TieOrder.ByLot(seed, at));
        gains[at] = outcome.welfareTicks(market.book());
        messages[at] = outcome.effort().messages();
        announcements[at] = outcome.effort().announcements();
        house[at] = outcome.houseHalfTicks() / 2.0;
        rewards[at] = reward.welfare(gains[at]) + reward.announcement(0, messages[at]);
    }

    /**
     * Tells whether the truth is the best report of all whom the rule asks.
     *
     * @param severalLots whether somebody has more than one lot
     */
    public boolean isTruthful(boolean severalLots) {
        return traits.promisesTruth(severalLots);
    }

    /** Tells whether the house never pays. */
    public boolean isPaidFor() {
        return traits.budget() != RuleTraits.Budget.DEFICIT;
    }

    double gained() {
        return Arrays.stream(gains).sum();
    }

    double rewarded() {
        return Arrays.stream(rewards).sum();
    }
}
