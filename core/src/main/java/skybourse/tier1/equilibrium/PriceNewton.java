package skybourse.tier1.equilibrium;

import java.util.Arrays;
import skybourse.base.numeric.Checks;
import skybourse.tier1.game.PricingGame;

/**
 * Right for markets of any size, also where leaders rest exactly at capacity; wrong where what counts is the course of best
 * responses, as in the paper's figure 4: {@link BestResponseIteration} is that.
 *
 * <p>Newton's method on all prices at once: one pass over the links a step, where best responses need many. Beyond 8,192 agents the
 * Jacobian is that of a sample, corrected by what steps show, and prices rest from a predicted gain of 1e-8 on. Begins at the prices
 * given, but a leader that would sell nothing there, or at a loss to everybody, begins at {@value #TIMES_BREAK_EVEN} times the mean
 * break-even price. Large markets in which more than half of those that look for a price do begin where ever larger samples of their
 * agents rest. At the end leaders at capacity are
 * brought to within rounding of it. After two walks that came to no rest, as happens where kinks lie close together, it hands
 * over to best responses, in markets of at most {@value #LARGEST_HANDED_OVER} agents.
 *
 * <p>Ours; the paper has no such method.
 *
 * @param threads threads for a pass; results do not depend on it
 * @param stop when the steps on the whole market end; gains are predicted ones
 */
public record PriceNewton(int threads, StopRule stop) implements EquilibriumSolver {

    /** Nearer to where markets rest than break-even, and still cheap enough to sell (ours, measured). */
    private static final double TIMES_BREAK_EVEN = 2.5;

    /**
     * What prices at rest may leave of what a tolerance is above the usual one. Torn leaders keep a walk from resting as near as can be
     * told; wanted within 1 %, four markets of 1,000 agents take 11 to 26 steps with it, 42 without (ours, measured).
     */
    private static final double REST_SHARE = 1e-3;

    private static final double USUAL_TOLERANCE = 1e-6;

    private static final int MOST_FAILURES = 2;

    /** Above, a round of best responses takes longer than all else, and repairs by Newton's steps go on (ours). */
    private static final int LARGEST_HANDED_OVER = 3_000;

    private static final int FIRST_SAMPLE = 2_000;
    private static final int GROWTH = 10;

    public PriceNewton {
        Checks.positive(threads, "threads");
    }

    /**
     * Returns the default: at rest below a predicted relative gain of 1e-10, at most 40 steps (ours).
     *
     * @param threads threads for a pass
     */
    public static PriceNewton standard(int threads) {
        return new PriceNewton(threads, new StopRule(1e-10, 40));
    }

    @Override
    public PriceNewton within(double tolerance) {
        double rest = Math.max(stop.gainTolerance(), REST_SHARE * (tolerance - USUAL_TOLERANCE));
        return new PriceNewton(threads, new StopRule(rest, stop.stepLimit()));
    }

    @Override
    public PriceWalk walk(PricingGame game, double[] start) {
        return new NewtonWalk(game, start, this, true);
    }

    @Override
    public PriceWalk resume(PricingGame game, double[] start) {
        return new NewtonWalk(game, start, this, false);
    }

    @Override
    public EquilibriumSolver after(int failures, int agents) {
        boolean goesOn = failures < MOST_FAILURES || agents > LARGEST_HANDED_OVER;
        return goesOn ? this : BestResponseIteration.gaussSeidel();
    }

    /**
     * Returns where a walk from given prices begins: where half of the leaders that look for a price sell at theirs, there; else a large market at the rest of ever larger
     * samples of its agents.
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
            prices = last(new NewtonWalk(SampledGame.of(game, agents), prices, onSamples, false));
        }
        return prices;
    }

    /** Returns the prices with each at which its leader sells at a loss, or nothing, replaced. */
    private double[] inTheMarket(PricingGame game, double[] start) {
        double[] prices = new double[start.length];
        double[] breakEven = new double[start.length];
        var pass = new SystemPass(game, threads);
        pass.evaluate(start);
        Arrays.setAll(breakEven, game::breakEvenPrice);
        double mean = Arrays.stream(breakEven)
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

    private static double[] last(PriceWalk walk) {
        boolean walking = true;
        while (walking) {
            walking = walk.advance();
        }
        return walk.prices();
    }
}
