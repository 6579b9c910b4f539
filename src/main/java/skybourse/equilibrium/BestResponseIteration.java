package skybourse.equilibrium;

import skybourse.equilibrium.BestResponseWalk.Schedule;
import skybourse.game.PricingGame;
import skybourse.numeric.Checks;

/**
 * Iterated best response: leaders choose their best prices in turn until none of them gains by it. The first rounds scan
 * the whole range of prices, later ones climb from the present price, and the walk rests only where a scanning round
 * finds no gain either.
 *
 * <p>Paper: its Algorithm 2. Differs: stops on relative gains, not on price changes, and finds cycles.
 *
 * @param update whether leaders see the moves of the same round
 * @param damping share of the way to the best response that is gone, in (0, 1]; 1 is undamped
 * @param gainTolerance relative gain below which a leader counts as at rest
 * @param stepLimit rounds at most
 */
public record BestResponseIteration(Update update, double damping, double gainTolerance, int stepLimit)
        implements EquilibriumSolver {

    /** Who sees whose moves within a round. */
    public enum Update {
        /** One leader after the other, each seeing the moves before it. */
        GAUSS_SEIDEL,
        /** All at once, each seeing the prices of the last round. */
        JACOBI
    }

    public BestResponseIteration {
        Checks.within(damping, Double.MIN_VALUE, 1, "damping");
        Checks.positive(gainTolerance, "gainTolerance");
        Checks.positive(stepLimit, "stepLimit");
    }

    /** Returns the default: undamped Gauss-Seidel, at most 200 rounds, at rest below a relative gain of 1e-9 (ours). */
    public static BestResponseIteration gaussSeidel() {
        return new BestResponseIteration(Update.GAUSS_SEIDEL, 1, 1e-9, 200);
    }

    /** Returns Jacobi: all leaders move at once. */
    public static BestResponseIteration jacobi() {
        return new BestResponseIteration(Update.JACOBI, 1, 1e-9, 200);
    }

    /**
     * Returns Gauss-Seidel that goes a fixed share of the way.
     *
     * @param damping the share, in (0, 1]
     */
    public static BestResponseIteration damped(double damping) {
        return new BestResponseIteration(Update.GAUSS_SEIDEL, damping, 1e-9, 400);
    }

    @Override
    public PriceWalk walk(PricingGame game, double[] start) {
        return new BestResponseWalk(game, start, this, Schedule.bySlope(2, true));
    }

    @Override
    public PriceWalk resume(PricingGame game, double[] start) {
        return new BestResponseWalk(game, start, this, Schedule.bySlope(0, true));
    }
}
