package skybourse.tier1.equilibrium;

import skybourse.base.numeric.Checks;
import skybourse.base.numeric.VectorModule;
import skybourse.tier1.equilibrium.BestResponseWalk.Schedule;
import skybourse.tier1.game.PricingGame;

/**
 * Right for markets of {@value #SMALLEST_MARKET} agents and more, where kinks are smoothed out by numbers; wrong for smaller
 * ones, where kinks make it stall: it then is {@link BestResponseIteration}.
 *
 * <p>Newton's method on all prices at once: one pass over the links a step, where best responses need many. Starts on a sample of the agents, by best responses, and goes on with ever larger samples, each from the prices of
 * the last.
 *
 * <p>Ours; the paper has no method for large markets.
 *
 * @param threads threads for a pass; results do not depend on it
 * @param stop when the steps on the whole market end; gains are predicted ones
 */
public record PriceNewton(int threads, StopRule stop) implements EquilibriumSolver {

    /** Wireless agents from which on the method is worth its while (ours, measured). */
    public static final int SMALLEST_MARKET = 3_000;

    /** Up to this size repairs end by best responses, which hit kinks exactly; above, those take too long. */
    private static final int LARGEST_POLISHED = 20_000;

    private static final BestResponseIteration POLISH =
            BestResponseIteration.gaussSeidel(new StopRule(1e-8, 12), new SlopeSearch(true));
    private static final int FIRST_SAMPLE = 2_000;
    private static final int GROWTH = 10;
    private static final BestResponseIteration ROUGH =
            BestResponseIteration.gaussSeidel(new StopRule(1e-3, 8), new SlopeSearch(true));

    public PriceNewton {
        VectorModule.require();
        Checks.positive(threads, "threads");
    }

    /**
     * Returns the default: at rest below a predicted relative gain of 1e-8, at most 40 steps (ours).
     *
     * @param threads threads for a pass
     */
    public static PriceNewton standard(int threads) {
        return new PriceNewton(threads, new StopRule(1e-8, 40));
    }

    @Override
    public PriceWalk walk(PricingGame game, double[] start) {
        if (game.agents() < SMALLEST_MARKET) {
            return BestResponseIteration.gaussSeidel().walk(game, start);
        }
        return new NewtonWalk(game, start, this, true);
    }

    @Override
    public PriceWalk resume(PricingGame game, double[] start) {
        if (game.agents() < SMALLEST_MARKET) {
            return BestResponseIteration.gaussSeidel().resume(game, start);
        }
        if (game.agents() <= LARGEST_POLISHED) {
            return new BestResponseWalk(game, start, POLISH, Schedule.bySlope(0, false));
        }
        return new NewtonWalk(game, start, this, false);
    }

    /** Returns where ever larger samples of a market rest, started from given prices. */
    double[] sampledStart(PricingGame game, double[] start) {
        PriceWalk rough =
                new BestResponseWalk(SampledGame.of(game, FIRST_SAMPLE), start, ROUGH, Schedule.bySlope(1, false));
        double[] prices = last(rough);
        var onSamples = new PriceNewton(threads, new StopRule(1e-6, 12));
        for (int agents = FIRST_SAMPLE * GROWTH; agents <= game.agents() / 4; agents *= GROWTH) {
            prices = last(new NewtonWalk(SampledGame.of(game, agents), prices, onSamples, false));
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
