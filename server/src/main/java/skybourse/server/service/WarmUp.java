package skybourse.server.service;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import skybourse.base.scenario.WirelessAgent;
import skybourse.round.market.SolverCatalogue;
import skybourse.server.codec.EventText;
import skybourse.server.journal.LeafTable.Leaves;
import skybourse.venue.Caller;
import skybourse.venue.Command;
import skybourse.venue.FrozenRound;
import skybourse.venue.MarketRules;
import skybourse.venue.RoundPrices;
import skybourse.venue.Solved;
import skybourse.venue.Terms;
import skybourse.venue.Writer;

/**
 * Plays made-up rounds of a scenario in memory before its market opens, so that classes are loaded and the solver is compiled when the first
 * real round is frozen. Nothing of them is stored.
 */
public final class WarmUp implements Store {

    /** How long made-up rounds are played; the first may take a little longer. */
    public static final double SECONDS = 2;

    private static final String SECRET = "0".repeat(64);
    private static final long UNITS = 1_000_000_000_000L;

    /** Made-up rounds, at most. */
    static final int MOST_ROUNDS = 20;

    private final MarketRules rules;
    private final MarketLog log;
    private final Writer writer;
    private long sold;

    private WarmUp(MarketRules rules) {
        this.rules = new MarketRules(
                        rules.scenario(), rules.rule(), rules.graceSeconds(), rules.objectionSeconds(), true)
                .withMaxEpsilon(rules.maxEpsilon());
        log = new MarketLog(MarketKey.made(rules.scenario().name()), this.rules, this);
        writer = new Writer(log.venue(), log, 0, _ -> {});
    }

    /**
     * Plays rounds of a market of some rules.
     *
     * @param seconds after which it ends with the best prices so far
     * @return how many rounds were sold
     */
    public static long run(MarketRules rules, double seconds) throws IOException {
        long until = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        BooleanSupplier stop = () -> System.nanoTime() - until >= 0;
        var warmUp = new WarmUp(rules);
        warmUp.join();
        try {
            for (int round = 0; round < MOST_ROUNDS && !stop.getAsBoolean(); round++) {
                warmUp.play(round, stop);
            }
        } catch (RuntimeException _) {
            // a scenario that cannot be played fails in its market, which says so
        }
        return warmUp.sold;
    }

    private void join() throws IOException {
        for (String agent : List.copyOf(log.venue().ids())) {
            write(new Command.Deposit(agent, UNITS, agent), new Caller.Operator());
            write(new Command.PutAgent(agent, 1, Terms.ofScenario()), new Caller.Agent(SECRET));
        }
    }

    private void play(int round, BooleanSupplier stop) throws IOException {
        for (WirelessAgent agent : rules.scenario().wirelessAgents()) {
            var task = new Command.PutTask(
                    agent.id(), "t" + round, agent.task(), round % 2 == 0 ? 0 : 4, "00".repeat(32), round);
            write(task, new Caller.Agent(SECRET));
        }
        write(new Command.Freeze(round, new TreeSet<>(), log.key().draw(round)), new Caller.Market());
        Optional<FrozenRound> frozen = log.venue().frozen();
        if (frozen.isPresent()) {
            var prices = new RoundPrices(
                    frozen.get(), SolverCatalogue.usual(rules.scenario().rules(), 1));
            Solved solved = prices.solved(Map.of(), stop, stop);
            prices.reused(frozen.get().byLeader(solved.prices()), stop);
            write(new Command.SolveFinished(solved), new Caller.Market());
        }
    }

    private void write(Command command, Caller caller) throws IOException {
        writer.write(List.of(new Writer.Asked(command, caller, "", _ -> {})), 0);
    }

    @Override
    public void append(Entry entry) {
        EventText.written(entry.events());
    }

    @Override
    public void sync() {
        // nothing is stored
    }

    @Override
    public void publish(Leaves leaves, byte[] root) {
        sold++;
    }

    @Override
    public byte[] leaves(long from, Consumer<Leaves> each) {
        return new byte[0];
    }

    @Override
    public Optional<Leaves> leaves(long round) {
        return Optional.empty();
    }
}
