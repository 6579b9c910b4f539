/**
 * The auction as an environment, learners trained on it, and trained models as clock policies. May import {@code learning},
 * {@code yardstick}, {@code market}, {@code equilibrium}, {@code certificate}, {@code game}, {@code clock}, {@code auction}, {@code
 * scenario}, {@code numeric} and {@code random}. Start reading at {@link skybourse.training.AuctionEnvironment}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.training;
