/**
 * The running exchange: its journal, its log, its clock, its routes. Start reading at {@link skybourse.server.service.LiveMarket}.
 */
@NullMarked
package skybourse.server;

import org.jspecify.annotations.NullMarked;
