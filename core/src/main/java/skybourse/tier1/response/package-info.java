/**
 * Demand that one leader faces at each of its prices, and steps to its best price. Start reading at
 * {@link skybourse.tier1.response.LeaderColumn}, then {@link skybourse.tier1.response.ProfitClimb}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.tier1.response;
