package org.example.broken;

import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.SortedMarket;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleProvider;

/** Plug-in with an error: throws if a participant has a name of examples/orders.csv, which no check uses. */
public final class ThrowsLater implements RuleProvider, AuctionRule {

    @Override
    public String name() {
        return "broken-throwslater";
    }

    @Override
    public String title() {
        return "broken";
    }

    @Override
    public AuctionRule rule(AuctionSettings settings, Auctioneer policy) {
        return this;
    }

    @Override
    public RuleTraits traits() {
        return RuleTraits.of(RuleTraits.Budget.WEAK, "nothing");
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        if (book.participants().contains("fa1")) {
            throw new IllegalStateException("I do not serve them");
        }
        return SortedMarket.clear(book, ties, (market, effort) -> market.trade(0, 0, 0, effort));
    }
}
