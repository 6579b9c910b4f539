/**
 * Neural-network policies, including diffusion policies; independent of markets. Start reading at
 * {@link skybourse.learning.policy.ActorNetwork}, then {@link skybourse.learning.policy.DiffusionActor}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.policy;
