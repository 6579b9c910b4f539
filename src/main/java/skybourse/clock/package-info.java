/**
 * The Double Dutch: turns, clearings, clock policies, and its fast forms. May import {@code auction}, {@code numeric} and
 * {@code random}. Start reading at {@link skybourse.clock.DoubleDutch}, then {@link skybourse.clock.Turns} and {@link
 * skybourse.clock.Clearing}, which every form asks: {@link skybourse.clock.DoubleDutchRun} (any orders or people, any policy),
 * {@link skybourse.clock.ClearingKernel} (counts by stop), {@link skybourse.clock.StopAuction} (binary search), {@link
 * skybourse.clock.QuickAuction} (plain arrays) and {@link skybourse.clock.TileClocks} (64 auctions at once). One contract holds
 * them to each other and to an oracle.
 */
@org.jspecify.annotations.NullMarked
package skybourse.clock;
