/**
 * The Double Dutch: turns, clearings, clock policies, and its fast forms. Start reading at {@link
 * skybourse.tier2.clock.DoubleDutch}, then {@link skybourse.tier2.clock.Turns}. Every form asks {@link
 * skybourse.tier2.clock.Clearing} too: {@link skybourse.tier2.clock.DoubleDutchRun} (any orders or people, any policy),
 * {@link skybourse.tier2.clock.ClearingKernel} (counts by stop), {@link skybourse.tier2.clock.StopAuction} (binary
 * search), {@link skybourse.tier2.clock.QuickAuction} (plain arrays) and {@link skybourse.tier2.clock.TileClocks} (64
 * auctions at once). One contract holds them to each other and to an oracle. {@link skybourse.tier2.clock.RefiningDutch} asks until
 * steps no longer matter.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.clock;
