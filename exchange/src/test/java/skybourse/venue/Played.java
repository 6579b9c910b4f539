package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import skybourse.base.agent.Agent;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundPrices;

/**
 * An exchange engine whose agents are controlled by the test. The secret of an agent is a number in hexadecimal digits.
 */
public final class Played {

    /** Digest of the payload of all tasks. */
    static final String PAYLOAD = "ab".repeat(32);

    static final String DRAW = "ab".repeat(64);

    static final long MONEY = 1_000_000_000L;

    /**
     * Input that determines the prices, except for the number and the draw of the round. The units of tasks do not
     * affect prices.
     */
    private record Game(Scenario everybody, Scenario scenario, double resalePrice, List<OptionalDouble> posted) {}

    /** Fixed prices of solved games, shared by all tests of this process. */
    private static final Map<Game, RoundPrices> SOLVED = new ConcurrentHashMap<>();

    final MarketRules rules;
    ExchangeEngine venue;
    final CertifiedSolver solver;
    final List<MarketEvent> events = new ArrayList<>();
    private final Consumer<Journal.Entry> kept;
    final List<Journal.Entry> entries = new ArrayList<>();
    long now = 1_000;

    /** Signs the draw of a round. */
    LongFunction<String> draws = _ -> DRAW;

    Played(Scenario scenario) {
        this(MarketRules.standard(scenario, "seller-vcg", 2, 10, true));
    }

    Played(MarketRules rules) {
        this(rules, ExchangeEngine.open(rules), _ -> {});
    }

    /**
     * Uses an engine that the caller provides.
     *
     * @param kept receives each entry after it was applied
     */
    Played(MarketRules rules, ExchangeEngine engine, Consumer<Journal.Entry> kept) {
        this.rules = rules;
        this.venue = engine;
        this.kept = kept;
        solver = SolverCatalogue.defaultSolver(rules.scenario().rules(), 1);
    }

    static Scenario drawn(int wireless, int seed) {
        return ScenarioSampler.standard(new ScenarioSampler.Counts(wireless, 2, 3, 3))
                .sample("drawn", seed);
    }

    static String secret(String agent) {
        return String.format("%064x", agent.hashCode() & 0xffff_ffffL);
    }

    List<Agent> agents() {
        List<Agent> all = new ArrayList<>(rules.scenario().wirelessAgents());
        all.addAll(rules.scenario().leaders());
        all.addAll(rules.scenario().aerialAgents());
        return all;
    }

    CommandReply ask(MarketCommand command) {
        Caller caller = switch (command) {
            case MarketCommand.OfAgent asked -> new Caller.Agent(secret(asked.agent()));
            case MarketCommand.OfOperator _ -> new Caller.Operator();
            case MarketCommand.OfMarket _ -> new Caller.Market();
        };
        return ask(command, caller);
    }

    CommandReply ask(MarketCommand command, Caller caller) {
        CommandReply answer = venue.decide(command, caller, now);
        if (answer instanceof CommandReply.Done done) {
            events.addAll(done.events());
            if (!done.events().isEmpty()) {
                String actor = command instanceof MarketCommand.OfAgent asked ? asked.agent() : "market";
                String text = command instanceof MarketCommand.OfAgent asked ? SentText.of(asked) : "";
                var entry = new Journal.Entry(venue.seq(), now, actor, text, done.events());
                assertThat(done.reply().seq()).isEqualTo(venue.seq());
                entries.add(entry);
                kept.accept(entry);
            }
        }
        assertThat(venue.breach()).isEmpty();
        return answer;
    }

    /** Returns an engine restored from all entries of this one. */
    ExchangeEngine readBack() {
        ExchangeEngine again = ExchangeEngine.open(rules);
        entries.forEach(entry -> again.apply(entry.seq(), entry.at(), entry.events()));
        return again;
    }

    /** Continues with an engine that is restored from the entries, like an exchange that was killed and started again. */
    void restart() {
        venue = readBack();
    }

    CommandReply.Done done(MarketCommand command) {
        CommandReply answer = ask(command);
        assertThat(answer).as(command.toString()).isInstanceOf(CommandReply.Done.class);
        return (CommandReply.Done) answer;
    }

    CommandReply.Refused refused(MarketCommand command) {
        CommandReply answer = ask(command);
        assertThat(answer).as(command.toString()).isInstanceOf(CommandReply.Refused.class);
        return (CommandReply.Refused) answer;
    }

    /** Lets all agents join with the scenario's terms and money. */
    Played joined() {
        agents().forEach(agent -> {
            done(new MarketCommand.Deposit(agent.id(), MONEY, "first-" + agent.id()));
            done(new MarketCommand.PutAgent(agent.id(), 1, AgentTerms.ofScenario()));
        });
        return this;
    }

    /** Submits the scenario's task of every wireless agent. */
    void putTasks(String name) {
        for (WirelessAgent agent : rules.scenario().wirelessAgents()) {
            done(new MarketCommand.PutTask(agent.id(), name, agent.task(), 0, Played.PAYLOAD, venue.round() + 3));
        }
    }

    /** Submits the scenario's tasks of the wireless agents from an index on. */
    void putTasksOf(String name, int first) {
        for (WirelessAgent agent : rules.scenario()
                .wirelessAgents()
                .subList(first, rules.scenario().wirelessAgents().size())) {
            done(new MarketCommand.PutTask(agent.id(), name, agent.task(), 0, Played.PAYLOAD, venue.round() + 3));
        }
    }

    /** Freezes, solves and settles the current round. */
    MarketEvent.RoundSettled sell() {
        done(new MarketCommand.Freeze(venue.round(), new TreeSet<>(), draws.apply(venue.round())));
        FrozenRound frozen = venue.frozenRound().orElseThrow();
        CommandReply.Done settled = done(new MarketCommand.SolveFinished(solved(frozen)));
        return (MarketEvent.RoundSettled) settled.events().getFirst();
    }

    /** Solves a round from price 0, or returns the stored solution of the same game. */
    RoundPrices solved(FrozenRound frozen) {
        var game = new Game(frozen.allAgents(), frozen.scenario(), frozen.roundResalePrice(), frozen.postedPrices());
        RoundPrices known = SOLVED.get(game);
        if (known == null) {
            known = frozen.solve(solver, () -> false);
            if (known.mix().isPresent()) {
                return known; // its prices are sampled for one round
            }
            SOLVED.put(game, known);
        }
        return new RoundPrices(
                frozen.round(),
                known.prices(),
                known.how(),
                known.epsilon(),
                known.isCertified(),
                known.postedGain(),
                known.mix());
    }

    /** Delivers the result of every open piece. */
    void deliver() {
        for (Piece piece : venue.pieces()) {
            if (piece.state() == Piece.Stage.OPEN) {
                done(new MarketCommand.PutResult(piece.worker(), piece.id(), secret(piece.id())));
            }
        }
    }

    /** Advances the time and submits all due pieces. */
    void wait(int seconds) {
        now += 1_000L * seconds;
        for (Piece piece : venue.pieces()) {
            ask(new MarketCommand.PieceDue(piece.id()));
        }
    }

    long balance(String agent) {
        return venue.agent(agent).orElseThrow().balanceUnits();
    }
}
