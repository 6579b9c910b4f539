package skybourse.learning.headroom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.StepSet;

/**
 * Benchmark distributions of markets on which learners are compared (ours). Most values are concentrated, because with uniform values no policy gains
 * much over the best fixed step; mixtures have no single suitable step. The market {@code tuning} is used only to choose settings of learners, not
 * for comparisons.
 */
public final class BenchmarkMarkets {

    private static final StepSet SMALL = StepSet.of(1, 2, 3, 5, 8, 13);

    private BenchmarkMarkets() {}

    /** Returns all markets in a fixed order. The market {@code tuning} is the last one. */
    public static List<ClockMarketDistribution> all() {
        return List.of(
                single(
                        "uniform-3x2",
                        3,
                        ValueDistribution.uniform(1, 30),
                        2,
                        ValueDistribution.uniform(1, 30),
                        30,
                        SMALL),
                normal("normal-3x2", 3, 18, 2, 12, 3, 30, SMALL),
                normal("narrow-3x2", 3, 12, 2, 8, 1.5, 30, SMALL),
                normal("close-3x2", 3, 16, 2, 14, 1.5, 30, SMALL),
                normal("normal-4x3", 4, 24, 3, 16, 3.5, 40, StepSet.forGap(40)),
                normal("narrow-4x3", 4, 16, 3, 11, 2, 40, StepSet.forGap(40)),
                normal("concentrated-5x3", 5, 30, 3, 20, 3, 50, StepSet.forGap(50)),
                normal("concentrated-20x10", 20, 30, 10, 20, 3, 50, StepSet.forGap(50)),
                mixed("mixed-5x3", new int[][] {{4, 2}, {5, 3}, {6, 4}}, 12, 25, 38),
                mixed("mixed-20x10", new int[][] {{16, 8}, {20, 10}, {24, 12}}, 12, 25, 38),
                mixed("tuning", new int[][] {{3, 2}, {7, 5}}, 18, 32));
    }

    /** Returns a market by name; empty for an unknown name. */
    public static Optional<ClockMarketDistribution> named(String name) {
        return all().stream().filter(market -> market.name().equals(name)).findFirst();
    }

    private static ClockMarketDistribution normal(
            String name,
            int buyers,
            double buyersMean,
            int sellers,
            double sellersMean,
            double deviation,
            long high,
            StepSet steps) {
        return single(
                name,
                buyers,
                ValueDistribution.normal(buyersMean, deviation, 1, high),
                sellers,
                ValueDistribution.normal(sellersMean, deviation, 1, high),
                high,
                steps);
    }

    private static ClockMarketDistribution single(
            String name,
            int buyers,
            ValueDistribution values,
            int sellers,
            ValueDistribution costs,
            long high,
            StepSet steps) {
        var component = new UnitDemandMarketDistribution(buyers, values, sellers, costs);
        return ClockMarketDistributionBuilder.builder()
                .name(name)
                .components(List.of(component))
                .buyersStartTicks(high)
                .sellersStartTicks(0)
                .steps(steps)
                .weights(RewardWeights.standard())
                .build();
    }

    /**
     * Returns a mixture of all combinations of sizes and centres. Buyers' limit prices have a mean of 3 ticks above the centre, sellers' of 3 ticks
     * below it. The standard deviation is 2 ticks; limit prices are in [1, 50].
     */
    private static ClockMarketDistribution mixed(String name, int[][] sizes, int... centres) {
        List<UnitDemandMarketDistribution> components = new ArrayList<>();
        for (int[] size : sizes) {
            for (int centre : centres) {
                components.add(new UnitDemandMarketDistribution(
                        size[0],
                        ValueDistribution.normal(centre + 3, 2, 1, 50),
                        size[1],
                        ValueDistribution.normal(centre - 3, 2, 1, 50)));
            }
        }
        return ClockMarketDistributionBuilder.builder()
                .name(name)
                .components(components)
                .buyersStartTicks(50)
                .sellersStartTicks(0)
                .steps(StepSet.forGap(50))
                .weights(RewardWeights.standard())
                .build();
    }
}
