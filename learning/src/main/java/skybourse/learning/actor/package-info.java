/**
 * Policies that networks compute, among them diffusion policies; independent of markets. Start reading at
 * {@link skybourse.learning.actor.Actor}, then {@link skybourse.learning.actor.DiffusionActor}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.actor;
