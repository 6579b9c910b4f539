/**
 * The running exchange: its single writer, market clock and solver of rounds. Start reading at
 * {@link skybourse.server.service.RunningExchange}, then {@link skybourse.server.service.DurableStore}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.service;
