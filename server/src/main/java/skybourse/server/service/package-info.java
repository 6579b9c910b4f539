/**
 * The running exchange: its single writer, its market clock, and the solver of its rounds. Start reading at
 * {@link skybourse.server.service.RunningExchange}, then {@link skybourse.server.service.DurableStore}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.service;
