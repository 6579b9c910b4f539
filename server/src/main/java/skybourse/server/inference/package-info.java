/**
 * Gateway that buys at an inference market for clients of OpenAI's API. Start reading at
 * {@link skybourse.server.inference.InferenceGateway}, then {@link skybourse.server.inference.BatchBuyer}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.inference;
