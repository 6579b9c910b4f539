/**
 * Records of commands, events, terms and market rules. Start reading at {@link skybourse.venue.event.MarketEvent}, then
 * {@link skybourse.venue.event.MarketCommand}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.venue.event;
