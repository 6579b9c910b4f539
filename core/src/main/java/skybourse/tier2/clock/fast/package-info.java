/**
 * Fast forms of the Double Dutch Auction for many markets at once. Start reading at {@link skybourse.tier2.clock.fast.QuickAuction}
 * (plain arrays), then {@link skybourse.tier2.clock.fast.ClearingKernel} (counts by stop),
 * {@link skybourse.tier2.clock.fast.FixedStepAuction} (binary search) and {@link skybourse.tier2.clock.fast.TileClocks} (64 auctions at
 * once). One contract holds them to each other, to {@code DoubleDutchRun} and to an oracle.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.clock.fast;
