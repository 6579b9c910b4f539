/**
 * Core of the running exchange: commands, events and the state that results from them, without files, clocks or
 * threads. Time comes with each command, and the same commands give the same events. Start reading at
 * {@link skybourse.venue.ExchangeEngine}, then {@link skybourse.venue.SingleWriter} and
 * {@link skybourse.venue.event.MarketEvent}.
 */
@NullMarked
package skybourse.venue;

import org.jspecify.annotations.NullMarked;
