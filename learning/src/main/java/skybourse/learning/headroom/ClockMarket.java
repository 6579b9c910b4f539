package skybourse.learning.headroom;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.MarketDraw;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.Turns;

/**
 * A distribution of markets for the Double Dutch Auction with alternating turns and the midpoint rule. One component has
 * independent limits; several, each as likely, are a mixture of sizes or centres, of which the auctioneer sees the size.
 *
 * @param name short, unique among the markets compared
 * @param components at least one
 * @param buyersStartTicks where the buyers' clock starts
 * @param sellersStartTicks where the sellers' clock starts, below the buyers'
 * @param steps what the auctioneer chooses from
 * @param weights of the reward
 */
@RecordBuilder
public record ClockMarket(
        String name,
        List<MarketComponent> components,
        long buyersStartTicks,
        long sellersStartTicks,
        StepSet steps,
        RewardWeights weights)
        implements ClockMarketBuilder.With {

    public ClockMarket {
        Checks.notBlank(name, "name");
        components = List.copyOf(components);
        Checks.positive(components.size(), "number of components");
        Checks.positive(buyersStartTicks - sellersStartTicks, "buyersStartTicks - sellersStartTicks");
    }

    /** Draws which component it is, if there are several, then the limits. */
    public MarketDraw draw(RandomGenerator random) {
        int index = components.size() == 1 ? 0 : random.nextInt(components.size());
        return components.get(index).draw(random);
    }

    /** Returns the gap between the clocks at the start. */
    public long gapTicks() {
        return buyersStartTicks - sellersStartTicks;
    }

    /** Returns the most buyers a market can have. */
    public int mostBuyers() {
        return components.stream().mapToInt(MarketComponent::buyers).max().orElseThrow();
    }

    /** Returns the most sellers a market can have. */
    public int mostSellers() {
        return components.stream().mapToInt(MarketComponent::sellers).max().orElseThrow();
    }

    /** Returns the auction with a policy. */
    public DoubleDutch rule(ClockPolicy policy) {
        return new DoubleDutch(buyersStartTicks, sellersStartTicks, Turns.ALTERNATE, Clearing.MIDPOINT, policy);
    }
}
