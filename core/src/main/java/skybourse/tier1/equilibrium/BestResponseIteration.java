package skybourse.tier1.equilibrium;

import skybourse.base.numeric.Checks;
import skybourse.tier1.equilibrium.BestResponseRun.Schedule;
import skybourse.tier1.game.PricingGame;

/**
 * Iterated best response: leaders choose their best prices in turn until no leader gains more than the stop rule allows.
 *
 * <p>With {@link SlopePriceSearch}, the first two rounds of {@link #start} scan each leader's full price range. Later rounds, and the rounds of
 * {@link #resume}, climb from the present price. A run ends as converged only after a scanning round. A run also ends if the same cycle of
 * at most 24 rounds occurs twice.
 *
 * <p>For markets of up to some thousands of agents, including kinks at capacity. In larger markets use {@link PriceNewton}, because a round
 * here takes one pass for each price that a leader tries. Best responses may cycle. {@link CertifiedSolver} repairs some cycles.
 *
 * <p>Paper: its Algorithm 2. Differs: stops on relative gains, not on price changes, and detects cycles.
 *
 * @param update whether a leader sees the moves of the same round
 * @param damping share of the step to the best response, in (0, 1]; 1 is undamped
 * @param stop stop rule
 * @param leader best-response search; a {@link SlopePriceSearch} scans in the rounds stated above, whatever its own flag says
 */
public record BestResponseIteration(LeaderMoveOrder update, double damping, StopRule stop, BestPriceSearch leader)
        implements EquilibriumSolver {

    /** Stop rule of the default: relative gain of 1e-9, at most 200 rounds (ours). */
    private static final StopRule STANDARD = new StopRule(1e-9, 200);

    /** @throws IllegalArgumentException if {@code damping} is not in (0, 1] */
    public BestResponseIteration {
        Checks.within(damping, Double.MIN_VALUE, 1, "damping");
    }

    /** Returns undamped Gauss-Seidel iteration, the default: relative gain of 1e-9, at most 200 rounds (ours). */
    public static BestResponseIteration gaussSeidel() {
        return new BestResponseIteration(LeaderMoveOrder.GAUSS_SEIDEL, 1, STANDARD, new SlopePriceSearch(true));
    }

    /** Returns undamped Jacobi iteration: all leaders move at once. The stop rule is that of {@link #gaussSeidel()}. */
    public static BestResponseIteration jacobi() {
        return new BestResponseIteration(LeaderMoveOrder.JACOBI, 1, STANDARD, new SlopePriceSearch(true));
    }

    /**
     * Returns damped Gauss-Seidel iteration, with at most 400 rounds.
     *
     * @param damping share of the step to the best response, in (0, 1]
     * @throws IllegalArgumentException if {@code damping} is not in (0, 1]
     */
    public static BestResponseIteration damped(double damping) {
        var stop = new StopRule(STANDARD.gainTolerance(), 2 * STANDARD.stepLimit());
        return new BestResponseIteration(LeaderMoveOrder.GAUSS_SEIDEL, damping, stop, new SlopePriceSearch(true));
    }

    /** Returns the same iteration with another best-response search. */
    public BestResponseIteration with(BestPriceSearch response) {
        return new BestResponseIteration(update, damping, stop, response);
    }

    @Override
    public SolverRun start(PricingGame game, double[] start) {
        return new BestResponseRun(game, start, this, schedule(2));
    }

    @Override
    public SolverRun resume(PricingGame game, double[] start) {
        return new BestResponseRun(game, start, this, schedule(0));
    }

    private Schedule schedule(int scans) {
        return leader instanceof SlopePriceSearch
                ? Schedule.bySlope(scans, true)
                : new Schedule(leader, leader, Integer.MAX_VALUE, true);
    }
}
