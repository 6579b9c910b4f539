/**
 * Best response of one leader: its demand as a function of its price, and steps to its best price. Start reading at
 * {@link skybourse.tier1.bestresponse.LeaderDemandCurve}, then {@link skybourse.tier1.bestresponse.ProfitClimb}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier1.bestresponse;
