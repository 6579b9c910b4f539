package skybourse.round.analysis;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.Round;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.certificate.PlannerBound;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverIterate;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.AuctionRule;

/**
 * Plan of a study: the solver, and the evidence that is computed in addition to prices.
 *
 * @param solver solves and certifies
 * @param startSeed seed of the random starts
 * @param randomStarts number of random starts, at least 0. If it is positive, the starts zero and caps are tried too
 * @param curves number of leaders with a profit curve, at least 0; those with the largest gaps are chosen. Mixed prices have no curves
 * @param points number of prices of each curve, at least 2
 * @param mechanism returns the auction rule of a resale market
 * @param triesRules whether other auction rules are applied to the same orders
 * @param tasks runs the other auction rules, and computes the bound of efficiency
 */
@RecordBuilder
public record RoundAnalysisPlan(
        CertifiedSolver solver,
        long startSeed,
        int randomStarts,
        int curves,
        int points,
        Function<ResaleMarket, AuctionRule> mechanism,
        boolean triesRules,
        TaskRunner tasks)
        implements RoundAnalysisPlanBuilder.With {

    /** Parts of a study. */
    public enum Part {
        /** Prices and their certificate. */
        PRICES,
        /** Result of the solver from another start. */
        START,
        /** A profit curve. */
        CURVE,
        /** Tier 2 with its audit. */
        RESALE,
        /** Outcomes of the same orders under other auction rules. */
        RULES,
        /** Search for better prices of leaders by settled profit; not part of {@link #study}. */
        SETTLED,
        /** Outcomes of the same orders under other clocks; not part of {@link #study}. */
        CLOCKS
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    public RoundAnalysisPlan {
        Objects.requireNonNull(solver, "solver");
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(tasks, "tasks");
        Checks.nonNegative(randomStarts, "randomStarts");
        Checks.nonNegative(curves, "curves");
        Checks.within(points, 2, Integer.MAX_VALUE, "points");
    }

    /** Returns the start with price 0 for all leaders. */
    public static double[] zeroStart(PricingGame game) {
        return new double[game.leaders()];
    }

    /** Returns the start with all prices at their caps. */
    public static double[] capsStart(PricingGame game) {
        return game.leaderTable().priceCaps().clone();
    }

    /** Samples a start. Each price is uniform between 0 and {@link PricingGame#highestPrice}. */
    public static double[] randomStart(RandomGenerator random, PricingGame game) {
        double[] start = new double[game.leaders()];
        for (int s = 0; s < start.length; s++) {
            double highest = game.highestPrice(s);
            start[s] = highest > 0 ? random.nextDouble(highest) : 0;
        }
        return start;
    }

    /** Returns the prices of a round by leader, money/bit. Mixed prices are sampled with random numbers keyed by seed and slot. */
    public static double[] roundPrices(SolveResult result, long seed, long slot) {
        return result.sample(new RandomStreams(seed).stream("mixed-price", slot));
    }

    /** Returns how often {@link #study} calls {@code stepDone}. */
    public int steps(PricingGame game) {
        return 2 + (triesRules ? 1 : 0) + (randomStarts == 0 ? 0 : 2 + randomStarts) + Math.min(curves, game.leaders());
    }

    /**
     * Computes a study: solves tier 1, evaluates other starts and curves, and holds the auction of tier 2.
     *
     * @param tiers scenario with its game
     * @param start initial prices of the solver, {@code double[leaders]}, money/bit
     * @param origin provenance
     * @param stepDone called after each step with its part, {@link #steps} times
     */
    public RoundAnalysis study(TwoTierRound tiers, double[] start, ResultProvenance origin, Consumer<Part> stepDone) {
        PricingGame game = tiers.game();
        List<SolverIterate> iterates = new ArrayList<>();
        SolveResult result = solver.solve(game, start, iterates::add);
        stepDone.accept(Part.PRICES);
        List<SolverStartResult> starts = starts(game, stepDone);
        List<ProfitCurve> drawn = new ArrayList<>();
        boolean isDrawn =
                result instanceof SolveResult.CertifiedMixed; // a profit curve cannot show the expected profits
        for (int leader : widestGaps(result)) {
            if (!isDrawn) {
                drawn.add(ProfitCurve.of(game, result.prices(), leader, points));
            }
            stepDone.accept(Part.CURVE);
        }
        double[] asked = roundPrices(result, tiers.scenario().seed(), 0);
        Round round = tiers.sell(asked);
        AuditedResale resale = AuditedResale.of(round, mechanism);
        stepDone.accept(Part.RESALE);
        Optional<RuleComparison> tried = Optional.empty();
        if (triesRules) {
            tried = resale instanceof AuditedResale.HeldAuction held
                    ? Optional.of(RuleComparison.of(round, held, tasks))
                    : Optional.empty();
            stepDone.accept(Part.RULES);
        }
        PlannerBound efficiency = PlannerBound.of(tiers.buyersGame(), asked, tasks);
        return new RoundAnalysis(
                round, result, game, origin, iterates, drawn, starts, resale, tried, efficiency, List.of());
    }

    private List<SolverStartResult> starts(PricingGame game, Consumer<Part> stepDone) {
        List<SolverStartResult> runs = new ArrayList<>();
        if (randomStarts > 0) {
            runs.add(run("zero", game, zeroStart(game), stepDone));
            runs.add(run("caps", game, capsStart(game), stepDone));
            var streams = new RandomStreams(startSeed);
            for (int i = 0; i < randomStarts; i++) {
                double[] start = randomStart(streams.stream("start-prices", i), game);
                runs.add(run("random " + (i + 1), game, start, stepDone));
            }
        }
        return runs;
    }

    private SolverStartResult run(String name, PricingGame game, double[] start, Consumer<Part> stepDone) {
        SolverStartResult run = new SolverStartResult(name, solver.solve(game, start));
        stepDone.accept(Part.START);
        return run;
    }

    /** Returns the {@code curves} leaders with the largest relative gaps, by ascending index. */
    private int[] widestGaps(SolveResult result) {
        var gaps = result.certificate().leaders();
        return IntStream.range(0, gaps.size())
                .boxed()
                .sorted(Comparator.comparingDouble(leader -> -gaps.get(leader).relativeGap()))
                .limit(curves)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
