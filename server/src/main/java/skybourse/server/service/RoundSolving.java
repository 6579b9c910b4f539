package skybourse.server.service;

import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.SolverCatalogue;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.venue.FrozenRound;
import skybourse.venue.Solved;

/** Finds the prices of one round after another, on a thread of its own, in the time that there is. */
final class RoundSolving implements AutoCloseable {

    private final CertifiedSolver solver;
    private final long budgetNanos;
    private final LongSupplier nanos;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("solver").factory());

    /**
     * Makes the worker.
     *
     * @param scenario whose tolerance is asked for
     * @param budgetSeconds after which the best prices so far are taken
     * @param nanos tells nanoseconds, as {@link System#nanoTime} does
     */
    RoundSolving(Scenario scenario, double budgetSeconds, LongSupplier nanos) {
        solver = SolverCatalogue.usual(scenario.rules(), 1);
        budgetNanos = (long) (1e9 * budgetSeconds);
        this.nanos = nanos;
    }

    /** Begins with a round; who waits is told its prices. */
    void begin(FrozenRound round, SortedMap<String, Double> lastPrices, Consumer<Solved> then) {
        worker.execute(() -> then.accept(solved(round, lastPrices)));
    }

    private Solved solved(FrozenRound round, SortedMap<String, Double> lastPrices) {
        long until = nanos.getAsLong() + budgetNanos;
        try {
            return round.solve(solver, () -> nanos.getAsLong() - until >= 0);
        } catch (RuntimeException | VirtualMachineError | LinkageError _) {
            return unsolved(round, lastPrices);
        }
    }

    /** Returns the prices of a round that no solver copes with: what is posted, what was paid last, or the most that may be asked. */
    private static Solved unsolved(FrozenRound round, SortedMap<String, Double> lastPrices) {
        List<Leader> leaders = round.scenario().leaders();
        List<Double> prices = IntStream.range(0, leaders.size())
                .mapToObj(s -> round.posted()
                        .get(s)
                        .orElse(lastPrices.getOrDefault(
                                leaders.get(s).id(), leaders.get(s).priceCapPerBit())))
                .toList();
        return new Solved(round.round(), prices, Double.POSITIVE_INFINITY, false, 0);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
