/**
 * Orders, trades, the contract of auction rules, and rules on sealed orders; independent of agents. Start reading at
 * {@link skybourse.tier2.auction.AuctionRule}, then {@link skybourse.tier2.rule.McAfee}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier2.auction;
