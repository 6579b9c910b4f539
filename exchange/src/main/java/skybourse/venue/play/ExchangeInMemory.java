package skybourse.venue.play;

import skybourse.venue.ExchangeEngine;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;

/** Exchange that is only in memory and stores no journal entries. */
final class ExchangeInMemory implements PlayedExchange {

    private final ExchangeEngine engine;
    private final MarketRules rules;

    /** Milliseconds of the market's clock. */
    private long now;

    ExchangeInMemory(ExchangeEngine engine, MarketRules rules) {
        this.engine = engine;
        this.rules = rules;
    }

    @Override
    public MarketRules rules() {
        return rules;
    }

    @Override
    public ExchangeEngine engine() {
        return engine;
    }

    @Override
    public CommandReply ask(MarketCommand command) {
        return engine.decide(command, PlayedExchange.caller(command), now);
    }

    @Override
    public void advance(long millis) {
        now += millis;
    }
}
