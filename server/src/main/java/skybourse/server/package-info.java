/**
 * Server of the running exchange: journal, signed log, market clock and HTTP routes. Start reading at
 * {@link skybourse.server.service.RunningExchange}.
 */
@NullMarked
package skybourse.server;

import org.jspecify.annotations.NullMarked;
