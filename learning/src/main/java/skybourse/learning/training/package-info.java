/**
 * The auction as a training environment, and trained models as clock policies. Start reading at
 * {@link skybourse.learning.episodes.AuctionEnvironment}, then {@link skybourse.learning.training.TrainingPlan}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.training;
