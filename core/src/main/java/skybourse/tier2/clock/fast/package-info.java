/**
 * Fast implementations of the Double Dutch Auction for many markets at once. Start reading at
 * {@link skybourse.tier2.clock.fast.QuickAuction} (plain arrays), then
 * {@link skybourse.tier2.clock.fast.FixedStepKernel} (counts by stop),
 * {@link skybourse.tier2.clock.fast.FixedStepAuction} (binary search) and {@link skybourse.tier2.clock.fast.AuctionBatch}
 * (64 auctions at once). A test contract checks that their results equal each other, those of {@code DoubleDutchRun}
 * and those of an independent reference.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.clock.fast;
