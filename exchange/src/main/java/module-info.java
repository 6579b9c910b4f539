/**
 * Library of the core of the running exchange: commands, events and the state that results from them. Uses no files,
 * clock, threads or network. Start reading at {@link skybourse.venue.ExchangeEngine}, then
 * {@link skybourse.venue.CommandWriter} and {@link skybourse.venue.event.Event}.
 */
module skybourse.exchange {
    requires static java.compiler;
    requires static io.soabase.recordbuilder.core;
    requires static org.jspecify;
    requires transitive skybourse.core;

    exports skybourse.venue;
    exports skybourse.venue.event;
}
