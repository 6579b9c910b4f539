package skybourse.training;

import java.util.random.RandomGenerator;
import skybourse.yardstick.ClockMarket;
import skybourse.yardstick.MarketComponent;

/**
 * Markets drawn from a distribution, as {@link ClockMarket#draw} draws them, but from a seed each and without making anything
 * anew.
 *
 * @param market the distribution
 */
public record DistributedMarkets(ClockMarket market) implements MarketSource.UnitDemand {

    @Override
    public int mostBuyerLots() {
        return market.mostBuyers();
    }

    @Override
    public int mostSellerLots() {
        return market.mostSellers();
    }

    @Override
    public void draw(long seed, UnitMarket into) {
        RandomGenerator random = into.restart(seed);
        int count = market.components().size();
        MarketComponent component = market.components().get(count == 1 ? 0 : random.nextInt(count));
        into.clocks(market.buyersStartTicks(), market.sellersStartTicks());
        into.size(component.buyers(), component.sellers());
        for (int i = 0; i < component.buyers(); i++) {
            into.valueTicks()[i] = component.buyerValues().draw(random);
        }
        for (int i = 0; i < component.sellers(); i++) {
            into.costTicks()[i] = component.sellerCosts().draw(random);
        }
    }
}
