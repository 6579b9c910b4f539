/**
 * A market that lives, as a library: what is asked of it, what happened, and what follows. It touches no file, clock, thread or network.
 * Start reading at {@link skybourse.venue.Venue}.
 */
module skybourse.exchange {
    requires static java.compiler;
    requires static io.soabase.recordbuilder.core;
    requires static org.jspecify;
    requires transitive skybourse.core;

    exports skybourse.venue;
    exports skybourse.venue.event;
}
