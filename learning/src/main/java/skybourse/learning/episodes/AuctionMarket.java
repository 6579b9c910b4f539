package skybourse.learning.episodes;

import java.util.List;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.audit.AuditStudy;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.Course;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.rule.EfficientTrade;

/**
 * One market to hold an auction on.
 *
 * @param book true limits of all lots; among equals ids in ascending order come first
 * @param buyersStartTicks where the buyers' clock starts
 * @param sellersStartTicks where the sellers' clock starts
 */
public record AuctionMarket(OrderBook book, long buyersStartTicks, long sellersStartTicks) {

    /** Returns the gap between the start clocks. */
    public long gapTicks() {
        return buyersStartTicks - sellersStartTicks;
    }

    /** Returns the course of the auction that tier 2 holds with a policy. */
    public Course course(ClockPolicy policy) {
        return dutch(policy).course(book, new TieOrder.ById());
    }

    /** Returns the auction that tier 2 holds with a policy. */
    public DoubleDutch dutch(ClockPolicy policy) {
        return new DoubleDutch(buyersStartTicks, sellersStartTicks, ScenarioMarkets.TURNS, Clearing.MIDPOINT, policy);
    }

    /** Returns the most that trade can gain, in ticks. */
    public double clairvoyantWelfareTicks() {
        return new EfficientTrade().clear(book, new TieOrder.ById()).welfareTicks(book);
    }

    /** Makes the rule of a market. */
    @FunctionalInterface
    public interface Rules {

        /** Returns the rule for these start clocks; a random policy draws anew for each market. */
        AuctionRule rule(long buyersStartTicks, long sellersStartTicks, long market);
    }

    /** Returns the markets to which a scenario leads, its tasks drawn so many times; for an audit, which draws others than a training. */
    public static List<AuctionMarket> audited(Scenario scenario, long seed, int worlds, TaskRunner tasks) {
        return ScenarioRound.drawn(scenario, "audited-tasks/" + seed, worlds, tasks).stream()
                .map(ScenarioRound::market)
                .toList();
    }

    /** Returns the audit of a rule on markets, each cleared from its own start clocks. */
    public static AuditStudy audit(List<AuctionMarket> markets, Rules rules, long seed) {
        return new AuditStudy(number -> markets.get((int) number).audited(rules, number), seed);
    }

    /** Returns the orders with their limits in parts of the gap, so that a price means the same whatever the clocks start at. */
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

    /** Returns its rule. */
    public AuctionRule rule(Rules rules, long number) {
        return rules.rule(buyersStartTicks, sellersStartTicks, number);
    }

    private AuditStudy.Case audited(Rules rules, long number) {
        return new AuditStudy.Case(rule(rules, number), book, sellersStartTicks, buyersStartTicks);
    }
}
