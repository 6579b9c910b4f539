/**
 * Learned clock policies, and exact bounds on their rewards. Start reading at
 * {@link skybourse.learning.auctions.AuctionEnvironment}, then {@link skybourse.learning.policy.ActorNetwork} and
 * {@link skybourse.learning.headroom.HeadroomStudy}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning;
