/**
 * Tier 2: orders, trades, the contract of a rule and the rules on sealed orders; knows prices, not agents. May import {@code
 * numeric} and {@code random}. Start reading at {@link skybourse.auction.AuctionRule}, then {@link skybourse.auction.McAfee}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.auction;
