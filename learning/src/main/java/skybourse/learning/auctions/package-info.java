/**
 * The auction as a training environment. Start reading at {@link skybourse.learning.auctions.AuctionEnvironment}, then
 * {@link skybourse.learning.auctions.AuctionProblem}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.auctions;
