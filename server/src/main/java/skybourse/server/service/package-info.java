/**
 * The running market: its one writer, its clock, its signed log, its routes over HTTP, and agents that ask them. Start reading at {@link
 * skybourse.server.service.LiveMarket}.
 */
@NullMarked
package skybourse.server.service;

import org.jspecify.annotations.NullMarked;
