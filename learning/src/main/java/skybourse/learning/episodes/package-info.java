/**
 * The auction as a training environment. Start reading at {@link skybourse.learning.episodes.AuctionEnvironment}, then
 * {@link skybourse.learning.episodes.AuctionProblem}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.episodes;
