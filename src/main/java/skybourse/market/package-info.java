/**
 * One round through the market's tiers: who sends what, pays, waits and gains. Start reading at {@link
 * skybourse.market.RoundEvaluation}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.market;
