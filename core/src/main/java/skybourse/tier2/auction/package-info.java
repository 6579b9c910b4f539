/**
 * Orders, trades, the contract of a rule and the rules on sealed orders; knows prices, not agents. Start reading at
 * {@link skybourse.tier2.auction.AuctionRule}, then {@link skybourse.tier2.auction.McAfee}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.auction;
