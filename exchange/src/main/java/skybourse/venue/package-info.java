/**
 * A market that lives: commands, events and the state they make; no file, clock or thread. Time comes with each command, and the same
 * commands give the same events. Start reading at {@link skybourse.venue.Venue}.
 */
@NullMarked
package skybourse.venue;

import org.jspecify.annotations.NullMarked;
