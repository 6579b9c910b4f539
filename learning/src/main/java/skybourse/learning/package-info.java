/**
 * Learned clock policies, and the exact bounds on what they can gain. Start reading at
 * {@link skybourse.learning.training.AuctionEnvironment}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning;
