/**
 * Clocks that learn, and what they could gain at most. Start reading at {@link
 * skybourse.learning.training.AuctionEnvironment}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning;
