package skybourse.server.signedlog;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.server.codec.JournalEventText;
import skybourse.server.codec.RoundRecordBody;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.FrozenRound;
import skybourse.venue.Journal;
import skybourse.venue.RoundPricer;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.RoundPrices;

/**
 * Warm-up of the program before a market opens. It plays generated rounds of the market's scenario in memory, so that classes are loaded and the solver is
 * compiled before the first real round is closed. Nothing is stored.
 */
public final class JvmWarmUp {

    /** Default time limit, s. The first round may take longer. */
    public static final double SECONDS = 2;

    /** Largest number of rounds that are played. */
    static final int MOST_ROUNDS = 20;

    private static final String SECRET = "0".repeat(64);
    private static final String DRAW = "0".repeat(128);
    private static final long UNITS = 1_000_000_000_000L;

    private final MarketRules rules;
    private final ExchangeEngine engine;
    private final BooleanSupplier stop;
    private final MarketSigningKey key;

    private JvmWarmUp(MarketRules rules, BooleanSupplier stop) {
        this.stop = stop;
        this.rules = MarketRules.standard(rules.twoTier(), 0, 0, true);
        engine = ExchangeEngine.open(this.rules);
        key = MarketSigningKey.generate(rules.scenario().name());
        List.copyOf(engine.ids()).forEach(agent -> {
            engine.decide(new MarketCommand.Deposit(agent, UNITS, agent), new Caller.Operator(), 0);
            engine.decide(new MarketCommand.PutAgent(agent, 1, AgentTerms.ofScenario()), new Caller.Agent(SECRET), 0);
        });
    }

    /**
     * Plays rounds of a market with the given rules.
     *
     * @param seconds time limit, s; at its end, the best prices found so far are used
     * @return number of rounds that were sold
     */
    public static int run(MarketRules rules, double seconds) {
        if (rules.inference().isPresent()) {
            return 0; // its rounds need no solver
        }
        long begin = System.nanoTime();
        BooleanSupplier stop = () -> System.nanoTime() - begin >= 1e9 * seconds;
        int sold = 0;
        try {
            var warmUp = new JvmWarmUp(rules, stop);
            for (int round = 0; round < MOST_ROUNDS && !stop.getAsBoolean(); round++) {
                sold += warmUp.isSold(round) ? 1 : 0;
            }
        } catch (RuntimeException _) {
            // A scenario that cannot be simulated also fails in its market. The market reports the error.
        }
        return sold;
    }

    private boolean isSold(int round) {
        rules.scenario()
                .wirelessAgents()
                .forEach(agent -> engine.decide(
                        new MarketCommand.PutTask(
                                agent.id(), "t" + round, agent.task(), round % 2 == 0 ? 0 : 4, SECRET, round),
                        new Caller.Agent(SECRET),
                        0));
        engine.decide(new MarketCommand.Freeze(round, new TreeSet<>(), DRAW), new Caller.Market(), 0);
        return engine.frozenRound().isPresent() && isSold(RoundOrders.of(round, engine));
    }

    private boolean isSold(RoundOrders closed) {
        FrozenRound frozen = closed.frozen();
        var prices = new RoundPricer(
                frozen, SolverCatalogue.defaultSolver(rules.scenario().rules(), 1), OptionalDouble.empty());
        RoundPrices solved = prices.solve(Map.of(), Map.of(), stop, stop).solved();
        prices.recertify(frozen.byLeader(solved.prices()), stop);
        CommandReply answer = engine.decide(new MarketCommand.SolveFinished(solved), new Caller.Market(), 0);
        if (answer instanceof CommandReply.Done done
                && done.events().getFirst() instanceof MarketEvent.RoundSettled settled) {
            var entry = new Journal.Entry(1, 0, "", JournalEventText.write(done.events()), done.events());
            var head = new RoundRecordBody.Head(key.market(), solved.round(), 1, entry.seq());
            new TwoTierRecord(head, entry.at(), rules, settled, closed, List.of(), List.of()).text();
            return true;
        }
        return false;
    }
}
