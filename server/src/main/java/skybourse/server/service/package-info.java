/**
 * The running exchange: its single writer, its market clock, and the solver of its rounds. Start reading at
 * {@link skybourse.server.service.LiveMarket}, then {@link skybourse.server.service.KeptStore}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.service;
