package skybourse.tier2.rule;

import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.OutcomeChangingReports;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.SortedMarket;
import skybourse.tier2.auction.TieOrder;

/**
 * Auction rule that makes every efficient trade: the clairvoyant optimum. The rule sorts and pairs the orders. All efficient pairs trade
 * at the midpoint of the last pair's limit prices.
 *
 * <p>It is the benchmark for the welfare of other rules. It is not truthful: traders that set the price can have a profitable misreport.
 */
public record EfficientTrade() implements AuctionRule {

    @Override
    public String name() {
        return "efficient";
    }

    @Override
    public OutcomeChangingReports sensitivity() {
        return OutcomeChangingReports.SORTED_ORDERS;
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
        return market.trade(market.pairs(), price, price, Communication.ofSealedBids(book));
    }
}
