package skybourse.tier2.auction;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import skybourse.base.numeric.Checks;

/**
 * Distribution of markets with one lot per trader and independent limit prices.
 *
 * @param buyers number of buyers, at least 1
 * @param buyerValues distribution of a buyer's valuation
 * @param sellers number of sellers, at least 1
 * @param sellerCosts distribution of a seller's cost
 */
public record UnitDemandMarketDistribution(
        int buyers, ValueDistribution buyerValues, int sellers, ValueDistribution sellerCosts) {

    /** @throws IllegalArgumentException if {@code buyers} or {@code sellers} is not positive */
    public UnitDemandMarketDistribution {
        Checks.positive(buyers, "buyers");
        Checks.positive(sellers, "sellers");
    }

    /** Samples the buyers' limit prices, then the sellers', with one {@code nextLong} each. */
    public SampledMarket draw(RandomGenerator random) {
        return new SampledMarket(draw(random, buyerValues, buyers), draw(random, sellerCosts, sellers));
    }

    private static long[] draw(RandomGenerator random, ValueDistribution distribution, int count) {
        return IntStream.range(0, count)
                .mapToLong(i -> distribution.draw(random))
                .toArray();
    }

    /**
     * Returns the expected maximum gains from trade with all limit prices known, in ticks, without sampling.
     *
     * <p>For a price p, the number of optimal pairs whose ask is at most p and whose bid is above p is
     * {@code min(buyers above p, sellers at or below p)}. The gains from trade are the sum of this number over all p.
     */
    public double clairvoyantWelfareTicks() {
        double sum = 0;
        long last = Math.max(buyerValues.highTicks(), sellerCosts.highTicks());
        double above = 1;
        double atOrBelow = 0;
        for (long price = Math.min(buyerValues.lowTicks(), sellerCosts.lowTicks()); price < last; price++) {
            above -= buyerValues.probability(price);
            atOrBelow += sellerCosts.probability(price);
            sum += expectedSmaller(
                    Binomial.of(buyers, Math.clamp(above, 0.0, 1.0)),
                    Binomial.of(sellers, Math.clamp(atOrBelow, 0.0, 1.0)));
        }
        return sum;
    }

    private static double expectedSmaller(double[] first, double[] second) {
        double sum = 0;
        for (int i = 1; i < first.length; i++) {
            for (int j = 1; j < second.length; j++) {
                sum += first[i] * second[j] * Math.min(i, j);
            }
        }
        return sum;
    }
}
