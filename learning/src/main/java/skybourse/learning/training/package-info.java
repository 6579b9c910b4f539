/**
 * Training plans, and trained models as clock policies. Start reading at {@link skybourse.learning.training.TrainingPlan},
 * then {@link skybourse.learning.training.TrainedModel}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.training;
