package skybourse.tier1.equilibrium;

import skybourse.base.numeric.Checks;
import skybourse.tier1.equilibrium.BestResponseWalk.Schedule;
import skybourse.tier1.game.PricingGame;

/**
 * Right for markets of up to some thousands of agents, kinks at capacity included; wrong for larger ones, where a round takes as
 * many passes as there are leaders and prices tried ({@link PriceNewton}), and where best responses cycle ({@link
 * CertifiedSolver} repairs some).
 *
 * <p>Iterated best response: leaders choose their best prices in turn until none of them gains by it. The first rounds scan
 * the whole range of prices, later ones, by slope, climb from the present price, and the walk rests only where a scanning round
 * finds no gain either.
 *
 * <p>Paper: its Algorithm 2. Differs: stops on relative gains, not on price changes, and finds cycles.
 *
 * @param update whether leaders see the moves of the same round
 * @param damping share of the way to the best response that is gone, in (0, 1]; 1 is undamped
 * @param stop when the walk ends
 * @param leader how a leader chooses; with {@link SlopeSearch} only the first rounds and the last scan all prices
 */
public record BestResponseIteration(Update update, double damping, StopRule stop, LeaderResponse leader)
        implements EquilibriumSolver {

    /** At rest below a relative gain of 1e-9, at most 200 rounds (ours). */
    private static final StopRule STANDARD = new StopRule(1e-9, 200);

    public BestResponseIteration {
        Checks.within(damping, Double.MIN_VALUE, 1, "damping");
    }

    /** Returns the default: undamped Gauss-Seidel. */
    public static BestResponseIteration gaussSeidel() {
        return new BestResponseIteration(Update.GAUSS_SEIDEL, 1, STANDARD, new SlopeSearch(true));
    }

    /** Returns Jacobi: all leaders move at once. */
    public static BestResponseIteration jacobi() {
        return new BestResponseIteration(Update.JACOBI, 1, STANDARD, new SlopeSearch(true));
    }

    /**
     * Returns Gauss-Seidel that goes a fixed share of the way, in at most twice as many rounds.
     *
     * @param damping the share, in (0, 1]
     */
    public static BestResponseIteration damped(double damping) {
        var stop = new StopRule(STANDARD.gainTolerance(), 2 * STANDARD.stepLimit());
        return new BestResponseIteration(Update.GAUSS_SEIDEL, damping, stop, new SlopeSearch(true));
    }

    /** Returns the same iteration with another way for leaders to choose. */
    public BestResponseIteration with(LeaderResponse response) {
        return new BestResponseIteration(update, damping, stop, response);
    }

    @Override
    public PriceWalk walk(PricingGame game, double[] start) {
        return new BestResponseWalk(game, start, this, schedule(2));
    }

    @Override
    public PriceWalk resume(PricingGame game, double[] start) {
        return new BestResponseWalk(game, start, this, schedule(0));
    }

    private Schedule schedule(int scans) {
        return leader instanceof SlopeSearch
                ? Schedule.bySlope(scans, true)
                : new Schedule(leader, leader, Integer.MAX_VALUE, true);
    }
}
