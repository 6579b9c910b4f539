/**
 * The auction of capacity: rules, clocks, audits. Start reading at {@link skybourse.tier2.auction.AuctionRule}, then
 * {@link skybourse.tier2.clock.DoubleDutch}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2;
