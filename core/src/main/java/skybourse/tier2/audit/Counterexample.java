package skybourse.tier2.audit;

import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;

/**
 * A market in which the truth is not best for somebody.
 *
 * @param rule the rule as it was in this market
 * @param market which market of the audit, from 0
 * @param truth what everybody has
 * @param misreport what one trader does better to say
 */
public record Counterexample(AuctionRule rule, long market, OrderBook truth, Misreport misreport) {}
