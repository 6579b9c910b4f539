package skybourse.learning.headroom;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.StepSet;

/** Markets that are small enough to enumerate all vectors of limits. */
final class TinyMarkets {

    private TinyMarkets() {}

    static ClockMarketDistribution of(
            int buyers, ValueDistribution values, int sellers, ValueDistribution costs, long high, StepSet steps) {
        return ClockMarketDistributionBuilder.builder()
                .name("tiny")
                .components(List.of(new UnitDemandMarketDistribution(buyers, values, sellers, costs)))
                .buyersStartTicks(high)
                .sellersStartTicks(0)
                .steps(steps)
                .weights(RewardWeights.standard())
                .build();
    }

    /** Samples a market with up to 2 buyers and 2 sellers, limits in [-1, 6], and clocks from 3 to 5 and 0. */
    static ClockMarketDistribution random(RandomGenerator random, int size) {
        int most = size < 4 ? 1 : 2;
        StepSet steps = random.nextBoolean() ? StepSet.of(1, 2, 3) : StepSet.of(2, 3);
        return of(
                        1 + random.nextInt(most),
                        values(random, random.nextInt(2)),
                        1 + random.nextInt(most),
                        values(random, random.nextInt(3) - 1),
                        3 + random.nextInt(3),
                        steps)
                .withWeights(new RewardWeights(1, random.nextDouble(), random.nextDouble()));
    }

    private static ValueDistribution values(RandomGenerator random, long low) {
        double[] weights = random.doubles(6).map(w -> w < 0.3 ? 0 : w).toArray();
        weights[4] = 1;
        return ValueDistribution.table(low, weights);
    }

    /** Calls the consumer with every possible vector of limits and its probability. */
    static void forEach(UnitDemandMarketDistribution component, BiConsumer<SampledMarket, Double> consumer) {
        for (Vector bids : vectors(component.buyerValues(), component.buyers())) {
            for (Vector asks : vectors(component.sellerCosts(), component.sellers())) {
                consumer.accept(new SampledMarket(bids.limits, asks.limits), bids.probability * asks.probability);
            }
        }
    }

    private record Vector(long[] limits, double probability) {}

    private static List<Vector> vectors(ValueDistribution distribution, int count) {
        List<Vector> vectors = List.of(new Vector(new long[0], 1));
        for (int i = 0; i < count; i++) {
            List<Vector> longer = new ArrayList<>();
            for (Vector vector : vectors) {
                for (long limit = distribution.lowTicks(); limit <= distribution.highTicks(); limit++) {
                    double probability = vector.probability * distribution.probability(limit);
                    if (probability > 0) {
                        long[] limits = java.util.Arrays.copyOf(vector.limits, i + 1);
                        limits[i] = limit;
                        longer.add(new Vector(limits, probability));
                    }
                }
            }
            vectors = longer;
        }
        return vectors;
    }
}
