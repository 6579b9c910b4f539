/**
 * One round through both tiers: who sends whole units or shares to whom, who does which part, who pays, waits and gains what. Start reading
 * at {@link skybourse.round.market.StudyPlan}, then {@link skybourse.round.market.RoundEvaluation}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.round.market;
