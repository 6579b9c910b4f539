/**
 * Orders, trades, and the contract of auction rules; independent of agents. Start reading at
 * {@link skybourse.tier2.auction.AuctionRule}, then {@link skybourse.tier2.auction.OrderBook} and
 * {@link skybourse.tier2.auction.AuctionOutcome}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.auction;
