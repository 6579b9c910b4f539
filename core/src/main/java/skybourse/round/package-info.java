/**
 * Both tiers in one round: who sends, waits, pays and gains. Start reading at {@link
 * skybourse.round.market.RoundEvaluation}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round;
