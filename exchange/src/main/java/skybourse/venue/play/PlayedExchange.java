package skybourse.venue.play;

import java.util.Locale;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;

/**
 * Exchange in memory with one caller, which sends the commands of all agents, of the operator and of the market, and advances the clock. The secret of
 * an agent is a number in hexadecimal digits.
 */
public interface PlayedExchange {

    /** Money that each agent deposits at the start, in ledger units. It suffices for all bills and bonds. */
    long MONEY_UNITS = 1_000_000_000L;

    /** Digest of the payload of all tasks. */
    String PAYLOAD = "ab".repeat(32);

    /** Draw of all rounds. */
    String DRAW = "ab".repeat(64);

    /** Returns an exchange without agents. */
    static PlayedExchange open(ExchangeEngine engine, MarketRules rules) {
        return new ExchangeInMemory(engine, rules);
    }

    /** Returns the secret of an agent, 64 hexadecimal digits. */
    static String secret(String agent) {
        return String.format(Locale.ROOT, "%064x", agent.hashCode() & 0xffff_ffffL);
    }

    /** Returns the sender of a command: its agent, the operator, or the market itself. */
    static Caller caller(MarketCommand command) {
        return switch (command) {
            case MarketCommand.OfAgent asked -> new Caller.Agent(secret(asked.agent()));
            case MarketCommand.OfOperator _ -> new Caller.Operator();
            case MarketCommand.OfMarket _ -> new Caller.Market();
        };
    }

    /** Returns the rules of the market. */
    MarketRules rules();

    /** Returns the current engine. It changes if the exchange is restarted. */
    ExchangeEngine engine();

    /** Sends a command as its {@link #caller}. */
    CommandReply ask(MarketCommand command);

    /** Advances the clock by {@code millis} milliseconds. */
    void advance(long millis);

    /** Returns the signature that selects mixed prices and breaks ties in a round, 128 hexadecimal digits. */
    default String draw(long round) {
        return DRAW;
    }

    /**
     * Sends a command that must be accepted.
     *
     * @throws IllegalStateException if it is refused
     */
    default CommandReply.Done done(MarketCommand command) {
        if (ask(command) instanceof CommandReply.Done done) {
            return done;
        }
        throw new IllegalStateException("refused: " + command);
    }

    /** Lets all agents of the scenario join with its terms and with {@link #MONEY_UNITS}. */
    default void join() {
        rules().scenario().agents().forEach(agent -> {
            done(new MarketCommand.Deposit(agent.id(), MONEY_UNITS, "first-" + agent.id()));
            done(new MarketCommand.PutAgent(agent.id(), 1, AgentTerms.ofScenario()));
        });
    }

    /** Advances the clock by {@code seconds} s, and ends all pieces that are then due. */
    default void pass(long seconds) {
        advance(1_000 * seconds);
        for (Piece piece : engine().pieces()) {
            ask(new MarketCommand.PieceDue(piece.id()));
        }
    }
}
