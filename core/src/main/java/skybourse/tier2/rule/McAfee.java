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
 * McAfee's dominant-strategy double auction. The price is the midpoint of the first bid and the first ask after the efficient pairs, if
 * both exist and the last pair accepts this price. Otherwise the last pair is omitted, its bid is the buyers' price, and its ask is the
 * sellers' price.
 *
 * <p>Dominant-strategy truthful if each trader has one lot. The house keeps the surplus. A trader with several lots can have a
 * profitable misreport. In thin markets the omitted pair is a large part of the trade.
 *
 * <p>Paper: McAfee, "A dominant strategy double auction", Journal of Economic Theory 56 (1992). Differs: nothing.
 */
public record McAfee() implements AuctionRule {

    @Override
    public String name() {
        return "mcafee";
    }

    @Override
    public OutcomeChangingReports sensitivity() {
        return OutcomeChangingReports.SORTED_ORDERS;
    }

    @Override
    public RuleTraits traits() {
        return RuleTraits.of(RuleTraits.Budget.WEAK, "at most one trade")
                .truthful(RuleTraits.Truthful.UNIT_DEMAND, RuleTraits.Sense.DOMINANT, "none");
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        return SortedMarket.clear(book, ties, McAfee::cleared);
    }

    private static AuctionOutcome cleared(SortedMarket market, Communication communication) {
        int pairs = market.pairs();
        long bid = 2 * market.bid(pairs - 1);
        long ask = 2 * market.ask(pairs - 1);
        boolean bothLeftOut =
                pairs < market.bids().size() && pairs < market.asks().size();
        long middle = market.bid(pairs) + market.ask(pairs);
        if (bothLeftOut && ask <= middle && middle <= bid) {
            return market.trade(pairs, middle, middle, communication);
        }
        return market.trade(pairs - 1, bid, ask, communication);
    }
}
