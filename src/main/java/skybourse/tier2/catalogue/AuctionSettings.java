package skybourse.tier2.catalogue;

import skybourse.tier2.clock.Turns;

/**
 * What the rules and policies that have settings are made with.
 *
 * @param buyersStartTicks where the buyers' clock starts
 * @param sellersStartTicks where the sellers' clock starts
 * @param turns who moves next
 * @param stepTicks the step of the fixed policy, at least 1
 * @param seed the seed of the random policy
 * @param round which auction of the seed, from 0; the random policy draws anew for each
 */
public record AuctionSettings(
        long buyersStartTicks, long sellersStartTicks, Turns turns, long stepTicks, long seed, long round) {

    /** Returns the same with other turns. */
    public AuctionSettings with(Turns otherTurns) {
        return new AuctionSettings(buyersStartTicks, sellersStartTicks, otherTurns, stepTicks, seed, round);
    }
}
