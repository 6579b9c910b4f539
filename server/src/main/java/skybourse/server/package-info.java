/**
 * Server of the running exchange: journal, signed log, market clock and HTTP routes. Start reading at
 * {@link skybourse.server.service.LiveMarket}.
 */
@NullMarked
package skybourse.server;

import org.jspecify.annotations.NullMarked;
