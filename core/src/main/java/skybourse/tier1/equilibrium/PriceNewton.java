package skybourse.tier1.equilibrium;

import java.util.Arrays;
import java.util.stream.IntStream;
import skybourse.base.numeric.Checks;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.PricingGame;

/**
 * Newton's method on all prices at once. A step takes one pass over the links; a round of best responses takes many. The method suits
 * markets of any size, also those in which leaders sell exactly their capacity. To obtain the sequence of best responses, as in figure 4 of
 * the paper, use {@link BestResponseIteration}.
 *
 * <p>A run starts at the given prices. The price of a leader that sells nothing, or sells at a loss, is replaced. Its initial price is {@value
 * #TIMES_BREAK_EVEN} times the mean break-even price, or its own break-even price if that is higher, but at most its price cap. If more than half of
 * the chosen prices are replaced, a market of at least 8,000 agents starts from prices that short runs on increasing samples of its agents reach.
 * {@link #resume} replaces no prices.
 *
 * <p>Beyond 8,192 agents the Jacobian is estimated from a sample and corrected by the observed steps. There, prices count as converged at a
 * predicted gain of at most 1e-8. At the end, prices of leaders at capacity are corrected until their loads equal capacity within rounding.
 * Kinks that are close together can prevent convergence. After two such runs, best responses take over in markets of at most {@value
 * #LARGEST_HANDED_OVER} agents.
 *
 * <p>Ours; the paper has no such method.
 *
 * @param threads number of threads of a pass; does not change results
 * @param stop stop rule of the steps on the full market; its gains are predicted gains
 */
public record PriceNewton(int threads, StopRule stop) implements EquilibriumSolver {

    /** Initial price relative to the break-even price: near typical equilibrium prices, and low enough to sell (ours, measured). */
    private static final double TIMES_BREAK_EVEN = 2.5;

    /**
     * Factor that turns a tolerance above the default of 1e-6 into a limit on the predicted gain. The limit is the factor times the difference
     * between tolerance and default. Prices whose predicted gain is at most the limit count as converged. The rule is needed because leaders
     * with two profit maxima can prevent full convergence. With a tolerance of 1 %, four markets of 1,000 agents take 11 to 26 steps with this
     * rule, and 42 without it (ours, measured).
     */
    private static final double REST_SHARE = 1e-3;

    private static final double USUAL_TOLERANCE = 1e-6;

    private static final int MOST_FAILURES = 2;

    /** Largest number of agents for which best responses take over after failed runs. In larger games they take too long (ours). */
    private static final int LARGEST_HANDED_OVER = 3_000;

    private static final int FIRST_SAMPLE = 2_000;
    private static final int GROWTH = 10;

    /** @throws IllegalArgumentException if {@code threads} is not positive */
    public PriceNewton {
        Checks.positive(threads, "threads");
    }

    /**
     * Returns the default: predicted relative gain of 1e-10, at most 40 steps (ours).
     *
     * @param threads number of threads of a pass
     * @throws IllegalArgumentException if {@code threads} is not positive
     */
    public static PriceNewton standard(int threads) {
        return new PriceNewton(threads, new StopRule(1e-10, 40));
    }

    @Override
    public PriceNewton withTolerance(double tolerance) {
        double rest = Math.max(stop.gainTolerance(), REST_SHARE * (tolerance - USUAL_TOLERANCE));
        return new PriceNewton(threads, new StopRule(rest, stop.stepLimit()));
    }

    @Override
    public SolverRun start(PricingGame game, double[] start) {
        return new NewtonRun(game, start, this, true);
    }

    @Override
    public SolverRun resume(PricingGame game, double[] start) {
        return new NewtonRun(game, start, this, false);
    }

    @Override
    public EquilibriumSolver afterFailures(int failures, int agents) {
        boolean goesOn = failures < MOST_FAILURES || agents > LARGEST_HANDED_OVER;
        return goesOn ? this : BestResponseIteration.gaussSeidel();
    }

    /**
     * Returns the start of a run from given prices. Prices at which leaders sell nothing or at a loss are replaced. If at least half of the
     * leaders that choose a price keep the given one, these prices are the start. Otherwise a market of at least 8,000 agents starts from prices that
     * short runs on increasing samples of its agents reach.
     */
    double[] beginning(PricingGame game, double[] start) {
        double[] prices = inTheMarket(game, start);
        int kept = 0;
        int free = 0;
        for (int s = 0; s < prices.length; s++) {
            boolean isFree =
                    prices[s] != PricingGame.CLOSED && !game.leaderTable().posts(s);
            free += isFree ? 1 : 0;
            kept += isFree && prices[s] == start[s] ? 1 : 0;
        }
        if (2 * kept >= free) {
            return prices;
        }
        var onSamples = new PriceNewton(threads, new StopRule(1e-6, 12));
        for (int agents = FIRST_SAMPLE; agents <= game.agents() / 4; agents *= GROWTH) {
            prices = last(new NewtonRun(AgentSampling.of(game, agents), prices, onSamples, false));
        }
        return prices;
    }

    /** Returns the prices, in which those of leaders that sell nothing, or sell at a loss, are replaced by the initial price of the class comment. */
    private double[] inTheMarket(PricingGame game, double[] start) {
        double[] prices = new double[start.length];
        double[] breakEven = new double[start.length];
        var pass = new SalesEvaluation(game, threads);
        pass.evaluate(start);
        Arrays.setAll(breakEven, game::breakEvenPrice);
        double mean = IntStream.range(0, start.length)
                .mapToDouble(s -> usualBreakEven(game, s))
                .filter(price -> price != PricingGame.CLOSED)
                .average()
                .orElse(0);
        for (int s = 0; s < prices.length; s++) {
            boolean sells = start[s] > breakEven[s] && pass.load(s) > 0;
            double usual = Math.max(breakEven[s], TIMES_BREAK_EVEN * mean);
            double open = sells ? start[s] : Math.min(game.leaderTable().priceCap(s), usual);
            double chosen = breakEven[s] == PricingGame.CLOSED ? PricingGame.CLOSED : open;
            prices[s] = game.leaderTable().posts(s) ? start[s] : chosen;
        }
        return prices;
    }

    /**
     * Returns the break-even price of a leader; if it has a curve, which may be flat at its start, the one at the mean cost of a unit of work
     * at capacity.
     */
    private static double usualBreakEven(PricingGame game, int leader) {
        CostCurve curve = game.leaderTable().curve(leader);
        double capacity = game.leaderTable().capacity(leader);
        if (curve == null || capacity == 0) {
            return game.breakEvenPrice(leader);
        }
        double least = PricingGame.CLOSED;
        for (int link = game.columnStart(leader); link < game.columnStart(leader + 1); link++) {
            int n = game.columnAgent()[link];
            least = Math.min(least, game.taskWork()[n] / game.taskBits()[n]);
        }
        return least * curve.cost(capacity) / capacity;
    }

    private static double[] last(SolverRun walk) {
        boolean walking = true;
        while (walking) {
            walking = walk.advance();
        }
        return walk.prices();
    }
}
