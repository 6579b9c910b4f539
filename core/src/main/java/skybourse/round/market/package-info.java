/**
 * Evaluation of one round in both tiers: links, whole units or shares, workers, bills, delays and profits. Start
 * reading at {@link skybourse.round.market.TwoTierRound}, then {@link skybourse.round.market.PriceEvaluation}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.market;
