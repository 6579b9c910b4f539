/**
 * Buys at an exchange for agents of the A2A protocol, version 1.0. Start reading at {@link skybourse.server.a2a.A2aAdapter}, then
 * {@link skybourse.server.a2a.BuyerCall}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.a2a;
