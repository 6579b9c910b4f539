/**
 * Tier 2: orders, clocks, rules, outcomes and the property audit. Knows prices, not agents. May import {@code numeric}
 * and {@code random}. Start reading at {@link skybourse.auction.AuctionRule}, then {@link
 * skybourse.auction.DoubleDutch}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.auction;
