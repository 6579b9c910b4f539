package skybourse.tier2.audit;

import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;

/**
 * Market in which a trader has a profitable misreport.
 *
 * @param rule the rule in this market
 * @param market number of the market in the audit, from 0
 * @param truth true limit prices and lots
 * @param misreport the misreport of one trader
 */
public record Counterexample(AuctionRule rule, long market, OrderBook truth, BestMisreport misreport) {}
