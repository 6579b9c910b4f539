/**
 * Both tiers in one round, settlement, and rounds over time. Start reading at {@link skybourse.round.market.RoundEvaluation}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round;
