/**
 * The running exchange: its single writer, market clock, signed log and HTTP routes, and bots that play agents. Start reading at
 * {@link skybourse.server.service.LiveMarket}.
 */
@NullMarked
package skybourse.server.service;

import org.jspecify.annotations.NullMarked;
