package skybourse.tier2.auction;

/**
 * The clairvoyant optimum: sort and pair, all at the middle of the last pair's limits.
 *
 * <p>It takes every order for the truth, so it is a yardstick for welfare and no rule to live by.
 */
public record EfficientTrade() implements AuctionRule {

    @Override
    public String name() {
        return "efficient";
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
