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

/** Plug-in with an error: calls a class that does not exist at run time. */
public final class Older implements RuleProvider, AuctionRule {

    @Override
    public String name() {
        return "broken-older";
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
        new Gone();
        return SortedMarket.clear(book, ties, (market, effort) -> market.trade(0, 0, 0, effort));
    }
}

/** Deleted after compilation. */
final class Gone {}
