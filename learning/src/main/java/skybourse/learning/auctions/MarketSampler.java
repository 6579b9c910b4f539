package skybourse.learning.auctions;

import skybourse.base.random.ReusableGenerator;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;

/**
 * Source of markets that are sampled from a distribution, as by {@link ClockMarketDistribution#draw}. In contrast to that method, this source takes a
 * seed for each market and allocates no objects.
 *
 * @param market the distribution
 */
public record MarketSampler(ClockMarketDistribution market) implements MarketSource.UnitDemand {

    @Override
    public int mostBuyerLots() {
        return market.mostBuyers();
    }

    @Override
    public int mostSellerLots() {
        return market.mostSellers();
    }

    @Override
    public void draw(long seed, UnitDemandMarket into) {
        ReusableGenerator random = into.restart(seed);
        int count = market.components().size();
        UnitDemandMarketDistribution component = market.components().get(count == 1 ? 0 : random.nextInt(count));
        into.clocks(market.buyersStartTicks(), market.sellersStartTicks());
        into.size(component.buyers(), component.sellers());
        draw(random, component.buyerValues(), into.valueTicks(), component.buyers());
        draw(random, component.sellerCosts(), into.costTicks(), component.sellers());
    }

    private static void draw(ReusableGenerator random, ValueDistribution from, long[] into, int count) {
        random.fill(into, count);
        for (int i = 0; i < count; i++) {
            into[i] = from.ofBits(into[i]);
        }
    }
}
