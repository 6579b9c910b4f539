package skybourse.tier2.clock.refining;

import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;

/**
 * Acceptance probabilities in a refining auction, if limit prices are independent and their distributions are known. Limit prices are
 * clamped to the start clocks. Immutable.
 */
final class AcceptanceProbabilities {

    // The index is a price, counted from one tick below the sellers' start clock.
    private final double[] demand;
    private final double[] supply;
    private final long firstTicks;

    AcceptanceProbabilities(UnitDemandMarketDistribution traders, long buyersStartTicks, long sellersStartTicks) {
        firstTicks = sellersStartTicks - 1;
        int prices = (int) (buyersStartTicks - sellersStartTicks) + 3;
        demand = demand(traders.buyerValues(), prices);
        supply = supply(traders.sellerCosts(), prices);
    }

    /** Probability that a buyer accepts, by price. Every buyer accepts the first price, and no buyer accepts the last. */
    private double[] demand(ValueDistribution values, int prices) {
        double[] share = new double[prices];
        double sum = 0;
        for (long value = values.highTicks(); value >= firstTicks + prices - 1; value--) {
            sum += values.probability(value);
        }
        for (int i = prices - 2; i > 0; i--) {
            sum += values.probability(firstTicks + i);
            share[i] = Math.min(1, sum);
        }
        share[0] = 1;
        return share;
    }

    private double[] supply(ValueDistribution costs, int prices) {
        double[] share = new double[prices];
        double sum = 0;
        for (long cost = costs.lowTicks(); cost <= firstTicks; cost++) {
            sum += costs.probability(cost);
        }
        for (int i = 1; i < prices - 1; i++) {
            sum += costs.probability(firstTicks + i);
            share[i] = Math.min(1, sum);
        }
        share[prices - 1] = 1;
        return share;
    }

    /** Returns the probability that a trader accepts a price if its response to that price is open. */
    double acceptance(RefiningState open, Side side, long priceTicks) {
        double[] share = side == Side.BUYERS ? demand : supply;
        long[] neighbours = open.neighbours(side, priceTicks);
        double harder = share[index(neighbours[1])];
        double all = share[index(neighbours[0])] - harder;
        return all <= 0 ? 0 : (share[index(priceTicks)] - harder) / all;
    }

    private int index(long ticks) {
        return (int) (ticks - firstTicks);
    }
}
