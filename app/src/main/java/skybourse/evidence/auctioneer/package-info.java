/**
 * Tasks that train auctioneers or measure policies against bounds. Start reading at
 * {@link skybourse.evidence.auctioneer.AuctioneerTask}, then {@link skybourse.evidence.auctioneer.TruthfulRuleTask}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.evidence.auctioneer;
