/**
 * Reinforcement learning environment of the auction. Start reading at
 * {@link skybourse.learning.auctions.AuctionEnvironment}, then {@link skybourse.learning.auctions.AuctionProblem}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.auctions;
