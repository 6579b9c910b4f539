/**
 * Tier 2: auction rules, clock auctions and audits of rules. Start reading at {@link skybourse.tier2.auction.AuctionRule}, then
 * {@link skybourse.tier2.clock.DoubleDutch}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2;
