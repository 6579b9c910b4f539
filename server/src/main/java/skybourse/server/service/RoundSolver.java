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
import skybourse.venue.RoundPricer.PricedRound;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.event.TwoTierModel;

/**
 * Solver that computes the prices of one round after another on its own thread. Each attempt has a time limit. If leaders randomized in the last attempt, the
 * search starts from their mixed strategies. The solver has a share of the time limit to find certified prices. If it finds none, the rest of the time is
 * used to certify the last certified prices for the tasks of the new round. The better of both results is used.
 */
final class RoundSolver implements AutoCloseable {

    /** Share of the time limit that is reserved for certifying the last certified prices. */
    private static final double RESERVED_SHARE = .25;

    /** Smallest time limit of a postponed round, s. It prevents that a market with short rounds leaves out a task only for lack of time. */
    private static final double LATER_SECONDS = 1;

    /** Largest number of trials before a task is left out. Each trial removes one task. */
    private static final int MOST_TRIED = 8;

    private final MarketRules rules;
    private final CertifiedSolver solver;
    private final long budgetNanos;
    private final LongSupplier nanos;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("solver").factory());

    /** Best prices of the last attempt, money/bit, by leader. An attempt for the same round starts from them. Used only by the worker thread. */
    private Map<String, Double> best = Map.of();

    private long bestOf = -1;

    /** Mixed strategies of the last attempt, by leader; empty if leaders did not randomize. Used only by the worker thread. */
    private Map<String, List<MixedPrices.Point>> mix = Map.of();

    /**
     * Creates the worker thread.
     *
     * @param rules settings with the solver's tolerance and the largest epsilon at which a round is sold
     * @param budgetSeconds time limit of an attempt, s; at its end, the best prices found so far are used
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
     * @param certified the last certified prices, money/bit, by leader; empty if there are none yet
     * @param then receives the prices; if the round cannot be sold at them and this was the last attempt, also the buyer whose task is left out
     */
    void begin(FrozenRound round, Map<String, Double> certified, Consumer<MarketCommand.SolveFinished> then) {
        worker.execute(() -> then.accept(finished(round, certified)));
    }

    /** Prices of a round, from which a task may have been removed, and whether the round can be sold at these prices. */
    private record FoundPrices(FrozenRound round, RoundPrices solved, boolean isAcceptable) {

        boolean isBetterThan(FoundPrices other) {
            return isAcceptable == other.isAcceptable
                    ? solved.soldEpsilon() < other.solved.soldEpsilon()
                    : isAcceptable;
        }

        boolean isProved() {
            return isAcceptable && solved.hasProof();
        }
    }

    private MarketCommand.SolveFinished finished(FrozenRound round, Map<String, Double> certified) {
        Map<String, Double> from = bestOf == round.round() ? best : certified;
        FoundPrices found = new Attempt(round, budget(round)).found(from, certified);
        keep(found);
        boolean leavesOut = !found.isAcceptable()
                && round.isLastAttempt()
                && round.outlierBuyers().size() > 1;
        return new MarketCommand.SolveFinished(
                found.solved(), leavesOut ? hardest(round) : "", found.round().admission());
    }

    private long budget(FrozenRound round) {
        return round.postponements() == 0 ? budgetNanos : Math.max(budgetNanos, (long) (1e9 * LATER_SECONDS));
    }

    private void keep(FoundPrices found) {
        if (Double.isFinite(found.solved().epsilon())) {
            bestOf = found.round().round();
            best = found.round().byLeader(found.solved().prices());
            mix = found.solved().mix().map(RoundPrices.Mix::prices).orElseGet(TreeMap::new);
        }
    }

    /**
     * Returns the buyer whose task should be left out. Without its task, the solver found the best prices of all trials. The trials together have one further
     * time limit.
     */
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

    /** Returns a placeholder for an attempt without a result. A round is never sold at its prices. */
    private static FoundPrices none(FrozenRound round) {
        List<Double> prices = Collections.nCopies(round.postedPrices().size(), 0.0);
        var unsold = new RoundPrices(
                round.round(),
                prices,
                RoundPrices.PriceOrigin.SOLVED,
                Double.POSITIVE_INFINITY,
                false,
                0,
                Optional.empty());
        return new FoundPrices(round, unsold, false);
    }

    /** Attempt to find prices of a round. */
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

        /** Runs {@code way}, and stores its prices if they are better than the best ones so far. A failure of {@code way} is ignored. */
        private void consider(Function<RoundPricer, PricedRound> way) {
            try {
                TwoTierModel market = rules.twoTier();
                PricedRound priced = way.apply(new RoundPricer(round, solver, market.mostPostedGain()));
                RoundPrices solved = priced.solved();
                var found = new FoundPrices(
                        priced.round(),
                        solved,
                        priced.round().refusal(solved, market.maxEpsilon()).isEmpty());
                best = found.isBetterThan(best) ? found : best;
            } catch (RuntimeException | VirtualMachineError | LinkageError _) {
                // A failed attempt does not change the best prices found so far.
            }
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
