/**
 * Seller of an inference market: serves pieces with an OpenAI-compatible endpoint. Start reading at
 * {@link skybourse.server.selling.InferenceSeller}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.selling;
