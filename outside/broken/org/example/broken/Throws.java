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

/** Plug-in with an error: cannot be created. */
public final class Throws implements RuleProvider, AuctionRule {

    @Override
    public String name() {
        return "broken-throws";
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
        return SortedMarket.clear(book, ties, (market, effort) -> market.trade(0, 0, 0, effort));
    }

    /** Always throws. */
    public Throws() {
        throw new IllegalStateException("no licence");
    }
}
