/**
 * Learners, their experience and their checkpoints; independent of markets. Start reading at
 * {@link skybourse.learning.learners.Learner}, then {@link skybourse.learning.learners.Trainer}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.learners;
