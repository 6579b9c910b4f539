package skybourse.tier2.rule;

import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Effort;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.Sensitivity;
import skybourse.tier2.auction.SortedMarket;
import skybourse.tier2.auction.TieOrder;

/**
 * The clairvoyant optimum: sort and pair, all at the middle of the last pair's limits.
 *
 * <p>Right as the most welfare that any rule can reach, to measure others by. Wrong as a rule to live by: it takes every order for
 * the truth, and those who set the price gain by a lie.
 */
public record EfficientTrade() implements AuctionRule {

    @Override
    public String name() {
        return "efficient";
    }

    @Override
    public Sensitivity sensitivity() {
        return Sensitivity.SORTED_ORDERS;
    }

    @Override
    public RuleTraits traits() {
        return RuleTraits.of(RuleTraits.Budget.STRONG, "nothing");
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        SortedMarket market = SortedMarket.of(book, ties);
        int last = market.pairs() - 1;
        long price = last < 0 ? 0 : market.bid(last) + market.ask(last);
        return market.trade(market.pairs(), price, price, Effort.sealed(book));
    }
}
