package skybourse.tier2.spi;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.tier2.clock.Turns;

/**
 * What the rules and policies that have settings are made with.
 *
 * @param buyersStartTicks where the buyers' clock starts
 * @param sellersStartTicks where the sellers' clock starts
 * @param turns who moves next
 * @param stepTicks the step of a policy that has one, at least 1
 * @param seed the seed of the random policy
 * @param round which auction of the seed, from 0; the random policy draws anew for each
 */
@RecordBuilder
public record AuctionSettings(
        long buyersStartTicks, long sellersStartTicks, Turns turns, long stepTicks, long seed, long round)
        implements AuctionSettingsBuilder.With {

    /** Returns those of a market where nothing is said but where the clocks start: the shorter queue moves, by one tick, seed 0. */
    public static AuctionSettings of(long buyersStartTicks, long sellersStartTicks) {
        return new AuctionSettings(buyersStartTicks, sellersStartTicks, Turns.SHORTER, 1, 0, 0);
    }

    /** Returns the middle of the start clocks, the lower of two. */
    public long middleTicks() {
        return Math.floorDiv(buyersStartTicks + sellersStartTicks, 2);
    }
}
