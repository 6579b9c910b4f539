/**
 * Purchases by agents of the A2A protocol. Start reading at {@link skybourse.server.a2a.A2aAdapter}, then {@link skybourse.server.a2a.BuyerCall}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.a2a;
