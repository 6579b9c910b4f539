package skybourse.learning.auctions;

import java.util.List;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.audit.AuctionRuleAudit;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.rule.EfficientTrade;

/**
 * Market of one auction: true limit prices of any number of lots, and the start clocks.
 *
 * @param book true limit prices of all lots; orders with equal limits queue in ascending order of their ids
 * @param buyersStartTicks start of the buyers' clock
 * @param sellersStartTicks start of the sellers' clock
 */
public record AuctionMarket(OrderBook book, long buyersStartTicks, long sellersStartTicks) {

    /** Returns the gap between the start clocks, ticks. */
    public long gapTicks() {
        return buyersStartTicks - sellersStartTicks;
    }

    /** Returns the transcript of the Double Dutch Auction with a clock policy. */
    public AuctionTranscript course(ClockPolicy policy) {
        return dutch(policy).course(book, new TieOrder.ById());
    }

    /** Returns the Double Dutch Auction with a clock policy, midpoint pricing and the turn order of tier 2. */
    public DoubleDutch dutch(ClockPolicy policy) {
        return new DoubleDutch(
                buyersStartTicks, sellersStartTicks, ScenarioMarkets.TURNS, ClearingRule.MIDPOINT, policy);
    }

    /** Returns the largest attainable gains from trade, ticks. */
    public double clairvoyantWelfareTicks() {
        return new EfficientTrade().clear(book, new TieOrder.ById()).welfareTicks(book);
    }

    /** Factory of auction rules. */
    @FunctionalInterface
    public interface RuleFactory {

        /**
         * Returns the auction rule for a market with the given start clocks.
         *
         * @param buyersStartTicks start of the buyers' clock
         * @param sellersStartTicks start of the sellers' clock
         * @param market number of the market, which determines the random numbers of a random policy
         */
        AuctionRule rule(long buyersStartTicks, long sellersStartTicks, long market);
    }

    /**
     * Returns the markets of a scenario with randomized tasks, for an audit. The tasks differ from those of training.
     *
     * @param scenario the scenario
     * @param seed seed of the tasks
     * @param worlds number of times that tasks are sampled; samples without a market are left out
     * @param tasks solves rounds in parallel; changes no result
     */
    public static List<AuctionMarket> audited(Scenario scenario, long seed, int worlds, TaskRunner tasks) {
        return ScenarioRound.sampled(scenario, "audited-tasks/" + seed, worlds, tasks).stream()
                .map(ScenarioRound::market)
                .toList();
    }

    /**
     * Creates an audit of an auction rule on markets; it runs only when its {@code run} is called. The rule is created for the start clocks of each
     * market.
     */
    public static AuctionRuleAudit audit(List<AuctionMarket> markets, RuleFactory rules, long seed) {
        return new AuctionRuleAudit(number -> markets.get((int) number).audited(rules, number), seed);
    }

    /**
     * Returns the orders with converted limit prices, which are comparable between markets. The start of the sellers' clock is 0, and that of the
     * buyers' clock is {@code parts}.
     */
    public OrderBook inParts(int parts) {
        return OrderBook.of(book.orders()
                .map(order -> {
                    long limit = Math.round((double) parts * (order.limitTicks() - sellersStartTicks) / gapTicks());
                    return order instanceof Bid
                            ? new Bid(order.participant(), order.lot(), limit)
                            : new Ask(order.participant(), order.lot(), limit);
                })
                .toList());
    }

    /** Returns the rule for this market. */
    public AuctionRule rule(RuleFactory rules, long number) {
        return rules.rule(buyersStartTicks, sellersStartTicks, number);
    }

    private AuctionRuleAudit.Case audited(RuleFactory rules, long number) {
        return new AuctionRuleAudit.Case(rule(rules, number), book, sellersStartTicks, buyersStartTicks);
    }
}
