/**
 * Library of the core of the running exchange: commands, events and the state that results from them. Uses no files,
 * clock, threads or network. Start reading at {@link skybourse.venue.ExchangeEngine}, then
 * {@link skybourse.venue.SingleWriter} and {@link skybourse.venue.event.MarketEvent}.
 */
module skybourse.exchange {
    requires static java.compiler;
    requires static io.soabase.recordbuilder.core;
    requires static org.jspecify;
    requires transitive skybourse.core;

    exports skybourse.venue;
    exports skybourse.venue.event;
    exports skybourse.venue.play;
}
