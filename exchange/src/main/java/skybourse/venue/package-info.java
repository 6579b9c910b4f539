/**
 * A market that lives: commands are decided into events, and the state is what events make of it. Nothing here knows files, clocks or
 * threads: time comes with each command, and the same commands give the same events.
 */
@NullMarked
package skybourse.venue;

import org.jspecify.annotations.NullMarked;
