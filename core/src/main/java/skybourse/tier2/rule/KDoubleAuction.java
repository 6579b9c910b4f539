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
 * The k-double auction: all efficient pairs trade at {@code (1 - k) low + k high} of the interval of prices at which supply equals
 * demand.
 *
 * <p>Efficient if reports are truthful, and strongly budget-balanced. It is not truthful: a trader that sets the price can gain by
 * shading its report. In large markets this gain is small.
 *
 * <p>Paper: Satterthwaite and Williams, "Bilateral trade with the sealed bid k-double auction", Journal of Economic Theory 48
 * (1989). Differs: k is 0, 1/2 or 1, so that the price is a whole number of half ticks.
 *
 * @param twiceK twice k: 0 for the lowest price of the interval, 1 for its midpoint, 2 for the highest price
 */
public record KDoubleAuction(int twiceK) implements AuctionRule {

    /** @throws IllegalArgumentException if {@code twiceK} is not 0, 1 or 2 */
    public KDoubleAuction {
        if (twiceK < 0 || twiceK > 2) {
            throw new IllegalArgumentException("twiceK must be 0, 1 or 2: " + twiceK);
        }
    }

    @Override
    public String name() {
        return "k-double-" + (twiceK == 1 ? "0.5" : twiceK / 2);
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
        long price = (2 - twiceK) * market.lowestEquilibriumTicks() + twiceK * market.highestEquilibriumTicks();
        return market.trade(market.pairs(), price, price, Communication.ofSealedBids(book));
    }
}
