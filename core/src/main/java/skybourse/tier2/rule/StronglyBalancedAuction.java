package skybourse.tier2.rule;

import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.OutcomeChangingReports;
import skybourse.tier2.auction.Pairing;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.SortedMarket;
import skybourse.tier2.auction.TieOrder;

/**
 * The strongly budget-balanced double auction (SBBA). Given k efficient pairs, the price is the last pair's bid or the first ask after the
 * pairs, whichever is lower. If it is the bid, the last buyer and one of the k sellers, chosen by lottery, do not trade.
 *
 * <p>Dominant-strategy truthful if each trader has one lot. A trader with several lots can have a profitable misreport. In thin
 * markets the omitted trade is a large part of all trade.
 *
 * <p>Paper: Segal-Halevi, Hassidim and Aumann, "SBBA: a strongly-budget-balanced double-auction mechanism", SAGT (2016). Differs:
 * nothing.
 */
public record StronglyBalancedAuction() implements AuctionRule {

    @Override
    public String name() {
        return "sbba";
    }

    @Override
    public OutcomeChangingReports sensitivity() {
        return OutcomeChangingReports.SORTED_ORDERS;
    }

    @Override
    public RuleTraits traits() {
        return RuleTraits.of(RuleTraits.Budget.STRONG, "at most one trade")
                .truthful(RuleTraits.Truthful.UNIT_DEMAND, RuleTraits.Sense.DOMINANT, "none");
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        return SortedMarket.clear(book, ties, (market, communication) -> cleared(market, ties, communication));
    }

    private static AuctionOutcome cleared(SortedMarket market, TieOrder ties, Communication communication) {
        int pairs = market.pairs();
        if (pairs < market.asks().size() && market.ask(pairs) <= market.bid(pairs - 1)) {
            long price = 2 * market.ask(pairs);
            return market.trade(pairs, price, price, communication);
        }
        long price = 2 * market.bid(pairs - 1);
        var sellers = Pairing.withoutRandomSeller(market.asks().subList(0, pairs), ties);
        return Pairing.outcome(
                Pairing.pair(market.bids().subList(0, pairs - 1), sellers, price, price), pairs, communication);
    }
}
