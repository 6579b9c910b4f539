/**
 * Learned clock policies, and exact bounds on their rewards. Start reading at
 * {@link skybourse.learning.auctions.AuctionEnvironment}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning;
