/**
 * Server of the running exchange: journal, signed log, market clock and HTTP routes. Start reading at
 * {@link skybourse.server.service.RunningExchange}, then {@link skybourse.server.http.ExchangeServer} and
 * {@link skybourse.server.signedlog.MarketLog}.
 */
@NullMarked
package skybourse.server;

import org.jspecify.annotations.NullMarked;
