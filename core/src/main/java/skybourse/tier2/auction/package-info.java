/**
 * Orders, trades, and the contract of auction rules; independent of agents. Start reading at
 * {@link skybourse.tier2.auction.AuctionRule}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.auction;
