package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import skybourse.base.agent.Agent;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.play.PlayedExchange;
import skybourse.venue.play.SolvedRounds;

/**
 * An exchange engine whose agents are controlled by the test. The secret of an agent is a number in hexadecimal digits.
 */
public final class Played implements PlayedExchange {

    static final long MONEY = PlayedExchange.MONEY_UNITS;

    /** Prices of solved games, shared by all tests of this process. */
    static final SolvedRounds SOLVED = new SolvedRounds();

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
        return PlayedExchange.secret(agent);
    }

    List<Agent> agents() {
        return rules.scenario().agents().toList();
    }

    @Override
    public MarketRules rules() {
        return rules;
    }

    @Override
    public ExchangeEngine engine() {
        return venue;
    }

    @Override
    public String draw(long round) {
        return draws.apply(round);
    }

    @Override
    public void advance(long millis) {
        now += millis;
    }

    @Override
    public CommandReply ask(MarketCommand command) {
        return ask(command, PlayedExchange.caller(command));
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

    @Override
    public CommandReply.Done done(MarketCommand command) {
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
        join();
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
        done(new MarketCommand.Freeze(venue.round(), new TreeSet<>(), draw(venue.round())));
        FrozenRound frozen = venue.frozenRound().orElseThrow();
        CommandReply.Done settled = done(new MarketCommand.SolveFinished(solved(frozen)));
        return (MarketEvent.RoundSettled) settled.events().getFirst();
    }

    /** Solves a round from price 0, or returns the stored solution of the same game. */
    RoundPrices solved(FrozenRound frozen) {
        return SOLVED.prices(frozen);
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
        pass(seconds);
    }

    long balance(String agent) {
        return venue.agent(agent).orElseThrow().balanceUnits();
    }
}
