/**
 * Records of commands, events, terms and market rules. Start reading at {@link skybourse.venue.event.Event}, then
 * {@link skybourse.venue.event.Command}.
 */
@org.jspecify.annotations.NullMarked
package skybourse.venue.event;
