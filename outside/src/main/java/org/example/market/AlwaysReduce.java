package org.example.market;

import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.SortedMarket;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleProvider;

/** Trade reduction: the last efficient pair does not trade. Buyers pay its bid, sellers receive its ask. */
public record AlwaysReduce() implements AuctionRule {

    @Override
    public String name() {
        return "always-reduce";
    }

    @Override
    public RuleTraits traits() {
        return RuleTraits.of(RuleTraits.Budget.WEAK, "one trade")
                .truthful(RuleTraits.Truthful.UNIT_DEMAND, RuleTraits.Sense.DOMINANT, "none");
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        return SortedMarket.clear(book, ties, (market, effort) -> {
            int last = market.pairs() - 1;
            return market.trade(last, 2 * market.bid(last), 2 * market.ask(last), effort);
        });
    }

    /** Registers the rule; META-INF/services names this class. */
    public static final class Provider implements RuleProvider {

        @Override
        public String name() {
            return "always-reduce";
        }

        @Override
        public String title() {
            return "always reduce";
        }

        @Override
        public AuctionRule rule(AuctionSettings settings, Auctioneer policy) {
            return new AlwaysReduce();
        }
    }
}
