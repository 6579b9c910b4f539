/**
 * Best response of one leader to the prices of all others. Start reading at {@link skybourse.tier1.response.LeaderResponse},
 * then {@link skybourse.tier1.response.ProfitClimb}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier1.response;
