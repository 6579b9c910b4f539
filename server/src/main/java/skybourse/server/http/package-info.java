/**
 * HTTP routes of the exchange, authentication, limits, and bots that act as agents. Start reading at
 * {@link skybourse.server.http.ExchangeServer}, then {@link skybourse.server.http.Routes}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.http;
