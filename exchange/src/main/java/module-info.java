/**
 * Core of the running exchange as a library: commands, events and the state that results from them. It uses no files, clock, threads or network. Start reading
 * at {@link skybourse.venue.ExchangeEngine}.
 */
module skybourse.exchange {
    requires static java.compiler;
    requires static io.soabase.recordbuilder.core;
    requires static org.jspecify;
    requires transitive skybourse.core;

    exports skybourse.venue;
    exports skybourse.venue.event;
}
