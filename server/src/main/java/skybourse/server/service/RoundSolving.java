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
import skybourse.venue.RoundPrices;
import skybourse.venue.event.Command;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Solved;

/**
 * Finds the prices of one round after another, on a thread of its own, each within a time budget. Begins with the mixed strategies of the
 * last round, if leaders randomized there. Where the solver certifies none in its share
 * of the budget, the last certified prices are certified on the tasks of the round in the rest, and the better of the two are taken.
 */
final class RoundSolving implements AutoCloseable {

    /** Share of the budget in which the last certified prices are certified. */
    private static final double RESERVED_SHARE = .25;

    /** The least budget of a round that was postponed: a task is not left out for want of a moment in a market of short rounds. */
    private static final double LATER_SECONDS = 1;

    /** Tasks without which a round is tried, at most, before one is left out. */
    private static final int MOST_TRIED = 8;

    private final MarketRules rules;
    private final CertifiedSolver solver;
    private final long budgetNanos;
    private final LongSupplier nanos;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("solver").factory());

    /** The best prices of the last attempt, from which the next one begins if it is of the same round; of the worker alone. */
    private Map<String, Double> best = Map.of();

    private long bestOf = -1;

    /** What leaders randomized over in the last attempt; empty for fixed prices. Of the worker alone. */
    private Map<String, List<MixedPrices.Point>> mix = Map.of();

    /**
     * Makes the worker.
     *
     * @param rules whose tolerance and limit prices are held to
     * @param budgetSeconds after which the best prices so far are taken
     * @param nanos tells nanoseconds, as {@link System#nanoTime} does
     */
    RoundSolving(MarketRules rules, double budgetSeconds, LongSupplier nanos) {
        this.rules = rules;
        solver = SolverCatalogue.usual(rules.scenario().rules(), 1);
        budgetNanos = (long) (1e9 * budgetSeconds);
        this.nanos = nanos;
    }

    /**
     * Begins an attempt to find prices of a round.
     *
     * @param certified the last certified prices, by leader; empty before there are any
     * @param then told the prices, and which task to leave out if this was the last attempt and they cannot be sold
     */
    void begin(FrozenRound round, Map<String, Double> certified, Consumer<Command.SolveFinished> then) {
        worker.execute(() -> then.accept(finished(round, certified)));
    }

    /** Prices of a round, or of one without a task, and whether it can be sold at them. */
    private record Found(FrozenRound round, Solved solved, boolean isAcceptable) {

        boolean isBetterThan(Found other) {
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
        Found found = new Attempt(round, budget(round)).found(from, certified);
        keep(found);
        boolean leavesOut = !found.isAcceptable()
                && round.isLastAttempt()
                && round.hardest().size() > 1;
        return new Command.SolveFinished(found.solved(), leavesOut ? hardest(round) : "");
    }

    private long budget(FrozenRound round) {
        return round.postponements() == 0 ? budgetNanos : Math.max(budgetNanos, (long) (1e9 * LATER_SECONDS));
    }

    private void keep(Found found) {
        if (Double.isFinite(found.solved().epsilon())) {
            bestOf = found.round().round();
            best = found.round().byLeader(found.solved().prices());
            mix = found.solved().mix().map(Solved.Mix::prices).orElseGet(TreeMap::new);
        }
    }

    /** Returns the buyer without whose task the best prices are found; has the budget once more. */
    private String hardest(FrozenRound round) {
        List<String> tried = round.hardest().stream().limit(MOST_TRIED).toList();
        Map<String, Double> from = best;
        BooleanSupplier end = ended(budget(round));
        String hardest = tried.getFirst();
        Found least = none(round);
        for (String buyer : tried) {
            if (!end.getAsBoolean() && !least.isProved()) {
                Found found = new Attempt(round.without(buyer), budget(round) / tried.size()).found(from, Map.of());
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

    /** Returns what there is where nothing was found: prices that are never sold. */
    private static Found none(FrozenRound round) {
        List<Double> prices = Collections.nCopies(round.posted().size(), 0.0);
        var unsold = new Solved(
                round.round(), prices, Solved.How.SOLVED, Double.POSITIVE_INFINITY, false, 0, Optional.empty());
        return new Found(round, unsold, false);
    }

    /** One attempt to find prices of a round. */
    private final class Attempt {

        private final FrozenRound round;
        private final BooleanSupplier searched;
        private final BooleanSupplier ended;
        private Found best;

        Attempt(FrozenRound round, long budget) {
            this.round = round;
            long begin = nanos.getAsLong();
            long search = (long) ((1 - RESERVED_SHARE) * budget);
            searched = () -> nanos.getAsLong() - begin >= search;
            ended = () -> nanos.getAsLong() - begin >= budget;
            best = none(round);
        }

        Found found(Map<String, Double> from, Map<String, Double> certified) {
            consider(prices -> prices.solved(from, mix, searched, ended));
            best.solved()
                    .mix()
                    .filter(_ -> !best.isAcceptable())
                    .ifPresent(mix -> consider(prices -> prices.likeliest(mix, ended)));
            if (!certified.isEmpty() && !best.isProved()) {
                consider(prices -> prices.reused(certified, ended));
            }
            return best;
        }

        /** Takes prices if they are better; a solver that fails has found none. */
        private void consider(Function<RoundPrices, Solved> way) {
            try {
                Solved solved = way.apply(new RoundPrices(round, solver));
                var found = new Found(
                        round, solved, round.refusal(solved, rules.maxEpsilon()).isEmpty());
                best = found.isBetterThan(best) ? found : best;
            } catch (RuntimeException | VirtualMachineError | LinkageError _) {
                // the best so far stays
            }
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
