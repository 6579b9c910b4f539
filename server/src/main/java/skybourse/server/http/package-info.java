/**
 * HTTP routes of the exchange, access to them, and bots that play agents. Start reading at
 * {@link skybourse.server.http.ExchangeServer}, then {@link skybourse.server.http.Routes}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.server.http;
