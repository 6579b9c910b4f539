package skybourse.tier2.spi;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.tier2.clock.TurnOrder;

/**
 * Settings from which rules and policies are created.
 *
 * @param buyersStartTicks start of the buyers' clock
 * @param sellersStartTicks start of the sellers' clock
 * @param turns turn order
 * @param stepTicks step of a policy with a fixed step, at least 1
 * @param seed seed of the random policy
 * @param round number of the auction for this seed, from 0; the random policy uses different random numbers in each auction
 */
@RecordBuilder
public record AuctionSettings(
        long buyersStartTicks, long sellersStartTicks, TurnOrder turns, long stepTicks, long seed, long round)
        implements AuctionSettingsBuilder.With {

    /** Returns settings with defaults for all but the start clocks: {@link TurnOrder#SHORTER}, one tick, seed 0, round 0. */
    public static AuctionSettings of(long buyersStartTicks, long sellersStartTicks) {
        return new AuctionSettings(buyersStartTicks, sellersStartTicks, TurnOrder.SHORTER, 1, 0, 0);
    }

    /** Returns the midpoint of the start clocks, rounded down. */
    public long middleTicks() {
        return Math.floorDiv(buyersStartTicks + sellersStartTicks, 2);
    }
}
