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
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.ResaleStudy;
import skybourse.round.market.Round;
import skybourse.round.market.TwoTiers;
import skybourse.tier1.certificate.PlannerBound;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverState;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.AuctionRule;

/**
 * What is to be found out about a scenario beside its prices.
 *
 * @param solver solves and certifies
 * @param startSeed fixes the random starts
 * @param randomStarts how many random starts are tried beside zero and caps; 0 for no other starts at all
 * @param curves for how many leaders, those of the widest gaps, profit is drawn
 * @param points prices on each curve, at least 2
 * @param mechanism makes the auction rule of tier 2 from the public start clocks
 * @param triesRules whether other rules are tried on the same orders
 * @param tasks tries them
 */
@RecordBuilder
public record StudyPlan(
        CertifiedSolver solver,
        long startSeed,
        int randomStarts,
        int curves,
        int points,
        Function<ResaleMarket, AuctionRule> mechanism,
        boolean triesRules,
        TaskRunner tasks)
        implements StudyPlanBuilder.With {

    /** The parts of a study. */
    public enum Part {
        /** Prices and their certificate. */
        PRICES,
        /** Another start. */
        START,
        /** A profit curve. */
        CURVE,
        /** Tier 2 with its audit. */
        RESALE,
        /** Its orders under other rules. */
        RULES,
        /** Leaders' other prices by settled profit, which {@link #study} leaves out. */
        SETTLED,
        /** Its orders under other clocks, which {@link #study} leaves out. */
        CLOCKS
    }

    public StudyPlan {
        Objects.requireNonNull(solver, "solver");
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(tasks, "tasks");
        Checks.nonNegative(randomStarts, "randomStarts");
        Checks.nonNegative(curves, "curves");
        Checks.within(points, 2, Integer.MAX_VALUE, "points");
    }

    /** Returns the start at which everyone gives away. */
    public static double[] zeroStart(PricingGame game) {
        return new double[game.leaders()];
    }

    /** Returns the start at which everyone asks the most it may. */
    public static double[] capsStart(PricingGame game) {
        return game.leaderTable().priceCaps().clone();
    }

    /** Draws a start, each price uniform between 0 and the highest worth a look, mostly its cap. */
    public static double[] randomStart(RandomGenerator random, PricingGame game) {
        double[] start = new double[game.leaders()];
        for (int s = 0; s < start.length; s++) {
            double highest = game.highestPrice(s);
            start[s] = highest > 0 ? random.nextDouble(highest) : 0;
        }
        return start;
    }

    /** Returns what leaders ask in a round: prices that they draw, if they do, by a seed and a slot of it. */
    public static double[] asked(SolveResult result, long seed, long slot) {
        return result.drawn(new RandomStreams(seed).stream("mixed-price", slot));
    }

    /** Returns how often {@link #study} reports a step done. */
    public int steps(PricingGame game) {
        return 2 + (triesRules ? 1 : 0) + (randomStarts == 0 ? 0 : 2 + randomStarts) + Math.min(curves, game.leaders());
    }

    /**
     * Solves, evaluates, plays tier 2 and gathers the evidence.
     *
     * @param tiers the scenario with its game
     * @param start where the solve begins, {@code double[leaders]}, money per bit
     * @param origin what the study is made from
     * @param stepDone called with its part after each of {@link #steps}
     */
    public RoundStudy study(TwoTiers tiers, double[] start, Origin origin, Consumer<Part> stepDone) {
        PricingGame game = tiers.game();
        List<SolverState> iterates = new ArrayList<>();
        SolveResult result = solver.solve(game, start, iterates::add);
        stepDone.accept(Part.PRICES);
        List<StartRun> starts = starts(game, stepDone);
        List<ProfitCurve> drawn = new ArrayList<>();
        boolean isDrawn =
                result instanceof SolveResult.CertifiedMixed; // proved of expectations, which no one curve shows
        for (int leader : widestGaps(result)) {
            if (!isDrawn) {
                drawn.add(ProfitCurve.of(game, result.prices(), leader, points));
            }
            stepDone.accept(Part.CURVE);
        }
        double[] asked = asked(result, tiers.scenario().seed(), 0);
        Round round = tiers.sold(asked);
        ResaleStudy resale = ResaleStudy.of(round, mechanism);
        stepDone.accept(Part.RESALE);
        Optional<TriedRules> tried = Optional.empty();
        if (triesRules) {
            tried = resale instanceof ResaleStudy.Held held
                    ? Optional.of(TriedRules.of(round, held, tasks))
                    : Optional.empty();
            stepDone.accept(Part.RULES);
        }
        PlannerBound efficiency = PlannerBound.of(game, asked, tasks);
        return new RoundStudy(
                round, result, game, origin, iterates, drawn, starts, resale, tried, efficiency, List.of());
    }

    private List<StartRun> starts(PricingGame game, Consumer<Part> stepDone) {
        List<StartRun> runs = new ArrayList<>();
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

    private StartRun run(String name, PricingGame game, double[] start, Consumer<Part> stepDone) {
        StartRun run = new StartRun(name, solver.solve(game, start));
        stepDone.accept(Part.START);
        return run;
    }

    /** The leaders to draw, in their own order. */
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
