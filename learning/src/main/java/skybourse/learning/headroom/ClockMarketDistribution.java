package skybourse.learning.headroom;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.TurnOrder;

/**
 * Distribution of markets for the Double Dutch Auction with alternating turns and midpoint pricing. The limit prices of one component are
 * independent. Several components are a mixture of sizes or centres and are equally likely. The auctioneer observes the size of the sampled
 * component, not its centre.
 *
 * @param name short name, unique among the markets compared
 * @param components the components, at least one
 * @param buyersStartTicks start of the buyers' clock
 * @param sellersStartTicks start of the sellers' clock, below the buyers'
 * @param steps the auctioneer's steps
 * @param weights weights of the reward
 */
@RecordBuilder
public record ClockMarketDistribution(
        String name,
        List<UnitDemandMarketDistribution> components,
        long buyersStartTicks,
        long sellersStartTicks,
        StepSet steps,
        RewardWeights weights)
        implements ClockMarketDistributionBuilder.With {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code name} is blank, there is no component, or the sellers' clock does not start below the buyers'
     */
    public ClockMarketDistribution {
        Checks.notBlank(name, "name");
        components = List.copyOf(components);
        Checks.positive(components.size(), "number of components");
        Checks.positive(buyersStartTicks - sellersStartTicks, "buyersStartTicks - sellersStartTicks");
    }

    /** Samples a market. If there are several components, it samples the component first and then the limit prices. */
    public SampledMarket draw(RandomGenerator random) {
        int index = components.size() == 1 ? 0 : random.nextInt(components.size());
        return components.get(index).draw(random);
    }

    /** Returns the gap between the start clocks, ticks. */
    public long gapTicks() {
        return buyersStartTicks - sellersStartTicks;
    }

    /** Returns the largest number of buyers of a market. */
    public int mostBuyers() {
        return components.stream()
                .mapToInt(UnitDemandMarketDistribution::buyers)
                .max()
                .orElseThrow();
    }

    /** Returns the largest number of sellers of a market. */
    public int mostSellers() {
        return components.stream()
                .mapToInt(UnitDemandMarketDistribution::sellers)
                .max()
                .orElseThrow();
    }

    /** Returns the auction with a clock policy. */
    public DoubleDutch rule(ClockPolicy policy) {
        return new DoubleDutch(buyersStartTicks, sellersStartTicks, TurnOrder.ALTERNATE, ClearingRule.MIDPOINT, policy);
    }
}
