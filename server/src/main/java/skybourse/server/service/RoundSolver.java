package skybourse.server.service;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.game.MixedPrices;
import skybourse.venue.FrozenRound;
import skybourse.venue.RoundPricer;
import skybourse.venue.event.Command;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.RoundSolution;

/**
 * Computes the prices of rounds, one after another, on its own thread and each within a time limit. The search starts from the mixed strategies of the last
 * attempt, if leaders randomized there. If the solver certifies no prices in its share of the time, the last certified prices are certified for the tasks of
 * the round in the rest, and the better of the two are used.
 */
final class RoundSolver implements AutoCloseable {

    /** Share of the time that is reserved for certifying the last certified prices. */
    private static final double RESERVED_SHARE = .25;

    /** Smallest time limit of a postponed round, s. In a market of short rounds, a task is therefore not left out only for lack of time. */
    private static final double LATER_SECONDS = 1;

    /** Largest number of tasks that are removed on trial, one at a time, before one is left out. */
    private static final int MOST_TRIED = 8;

    private final MarketRules rules;
    private final CertifiedSolver solver;
    private final long budgetNanos;
    private final LongSupplier nanos;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("solver").factory());

    /** Best prices of the last attempt, money/bit, by leader. The next attempt starts from them if it is for the same round. Used only by the worker thread. */
    private Map<String, Double> best = Map.of();

    private long bestOf = -1;

    /** Mixed strategies of the last attempt, by leader; empty for pure prices. Used only by the worker thread. */
    private Map<String, List<MixedPrices.Point>> mix = Map.of();

    /**
     * Creates the worker thread.
     *
     * @param rules settings with the solver's tolerance and the largest epsilon at which a round is sold
     * @param budgetSeconds time limit of an attempt, s, after which the best prices found are used
     * @param nanos source of elapsed nanoseconds, such as {@link System#nanoTime}
     */
    RoundSolver(MarketRules rules, double budgetSeconds, LongSupplier nanos) {
        this.rules = rules;
        solver = SolverCatalogue.defaultSolver(rules.scenario().rules(), 1);
        budgetNanos = (long) (1e9 * budgetSeconds);
        this.nanos = nanos;
    }

    /**
     * Starts an attempt to find prices of a round.
     *
     * @param certified the last certified prices, money/bit, by leader; empty before the first
     * @param then receives the prices, and the buyer whose task is left out if this was the last attempt and they cannot be sold
     */
    void begin(FrozenRound round, Map<String, Double> certified, Consumer<Command.SolveFinished> then) {
        worker.execute(() -> then.accept(finished(round, certified)));
    }

    /** Prices of a round, possibly without a task, and whether the round can be sold at them. */
    private record FoundPrices(FrozenRound round, RoundSolution solved, boolean isAcceptable) {

        boolean isBetterThan(FoundPrices other) {
            return isAcceptable == other.isAcceptable
                    ? solved.soldEpsilon() < other.solved.soldEpsilon()
                    : isAcceptable;
        }

        boolean isProved() {
            return isAcceptable && solved.hasProof();
        }
    }

    private Command.SolveFinished finished(FrozenRound round, Map<String, Double> certified) {
        Map<String, Double> from = bestOf == round.round() ? best : certified;
        FoundPrices found = new Attempt(round, budget(round)).found(from, certified);
        keep(found);
        boolean leavesOut = !found.isAcceptable()
                && round.isLastAttempt()
                && round.outlierBuyers().size() > 1;
        return new Command.SolveFinished(found.solved(), leavesOut ? hardest(round) : "");
    }

    private long budget(FrozenRound round) {
        return round.postponements() == 0 ? budgetNanos : Math.max(budgetNanos, (long) (1e9 * LATER_SECONDS));
    }

    private void keep(FoundPrices found) {
        if (Double.isFinite(found.solved().epsilon())) {
            bestOf = found.round().round();
            best = found.round().byLeader(found.solved().prices());
            mix = found.solved().mix().map(RoundSolution.Mix::prices).orElseGet(TreeMap::new);
        }
    }

    /** Returns the buyer without whose task the best prices are found, within one more time limit. */
    private String hardest(FrozenRound round) {
        List<String> tried = round.outlierBuyers().stream().limit(MOST_TRIED).toList();
        Map<String, Double> from = best;
        BooleanSupplier end = ended(budget(round));
        String hardest = tried.getFirst();
        FoundPrices least = none(round);
        for (String buyer : tried) {
            if (!end.getAsBoolean() && !least.isProved()) {
                FoundPrices found =
                        new Attempt(round.without(buyer), budget(round) / tried.size()).found(from, Map.of());
                if (found.isBetterThan(least)) {
                    least = found;
                    hardest = buyer;
                }
            }
        }
        keep(least);
        return hardest;
    }

    private BooleanSupplier ended(long budget) {
        long begin = nanos.getAsLong();
        return () -> nanos.getAsLong() - begin >= budget;
    }

    /** Returns a placeholder for an attempt without a result: prices that are never sold. */
    private static FoundPrices none(FrozenRound round) {
        List<Double> prices = Collections.nCopies(round.postedPrices().size(), 0.0);
        var unsold = new RoundSolution(
                round.round(),
                prices,
                RoundSolution.PriceOrigin.SOLVED,
                Double.POSITIVE_INFINITY,
                false,
                0,
                Optional.empty());
        return new FoundPrices(round, unsold, false);
    }

    /** One attempt to find prices of a round. */
    private final class Attempt {

        private final FrozenRound round;
        private final BooleanSupplier searched;
        private final BooleanSupplier ended;
        private FoundPrices best;

        Attempt(FrozenRound round, long budget) {
            this.round = round;
            long begin = nanos.getAsLong();
            long search = (long) ((1 - RESERVED_SHARE) * budget);
            searched = () -> nanos.getAsLong() - begin >= search;
            ended = () -> nanos.getAsLong() - begin >= budget;
            best = none(round);
        }

        FoundPrices found(Map<String, Double> from, Map<String, Double> certified) {
            consider(prices -> prices.solve(from, mix, searched, ended));
            best.solved()
                    .mix()
                    .filter(_ -> !best.isAcceptable())
                    .ifPresent(mix -> consider(prices -> prices.certifyMostProbable(mix, ended)));
            if (!certified.isEmpty() && !best.isProved()) {
                consider(prices -> prices.recertify(certified, ended));
            }
            return best;
        }

        /** Uses prices if they are better. A solver that fails has found none. */
        private void consider(Function<RoundPricer, RoundSolution> way) {
            try {
                RoundSolution solved = way.apply(new RoundPricer(round, solver));
                var found = new FoundPrices(
                        round, solved, round.refusal(solved, rules.maxEpsilon()).isEmpty());
                best = found.isBetterThan(best) ? found : best;
            } catch (RuntimeException | VirtualMachineError | LinkageError _) {
                // the best prices found remain
            }
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
