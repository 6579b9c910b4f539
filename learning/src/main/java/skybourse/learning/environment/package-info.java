/**
 * Interfaces of training environments and of policies; independent of markets. Start reading at
 * {@link skybourse.learning.environment.BatchEnvironment}, then {@link skybourse.learning.environment.Policy}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.learning.environment;
