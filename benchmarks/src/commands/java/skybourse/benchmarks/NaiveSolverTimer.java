package skybourse.benchmarks;

import java.util.Arrays;
import skybourse.evidence.choice.NaiveSolver;
import skybourse.tier1.equilibrium.SolverRun;
import skybourse.tier1.game.PricingGame;

/**
 * Measures the time of the naive solver. Small markets are solved completely. For larger ones the time is extrapolated from the time of single prices
 * and from the number of rounds of the last complete solve.
 */
final class NaiveSolverTimer {

    private static final int TIMED_IN_FULL = 200;
    private static final double ENOUGH_SECONDS = 0.3;

    // Maximum number of rounds in the paper. The first complete solve replaces it with its own number.
    private int rounds = 8;

    /**
     * Time of one solve.
     *
     * @param seconds measured or extrapolated time, s
     * @param extrapolated whether the time is extrapolated
     */
    record Reading(double seconds, boolean extrapolated) {

        @Override
        public String toString() {
            return BenchText.seconds(seconds) + (extrapolated ? "*" : "");
        }
    }

    Reading time(PricingGame game) {
        return game.agents() <= TIMED_IN_FULL ? full(game) : extrapolated(game);
    }

    private Reading full(PricingGame game) {
        long start = System.nanoTime();
        SolverRun walk = new NaiveSolver().start(game, new double[game.leaders()]);
        boolean walking = true;
        while (walking) {
            walking = walk.advance();
        }
        rounds = walk.iterations();
        return new Reading(BenchText.secondsSince(start), false);
    }

    private Reading extrapolated(PricingGame game) {
        double[] prices = new double[game.leaders()];
        Arrays.setAll(
                prices,
                s -> 1.5 * Math.min(game.breakEvenPrice(s), game.leaderTable().priceCap(s)));
        long start = System.nanoTime();
        int tried = 0;
        double total = 0;
        while (tried == 0 || BenchText.secondsSince(start) < ENOUGH_SECONDS) {
            total += NaiveSolver.profit(game, prices, tried++ % prices.length);
        }
        double perPrice = BenchText.secondsSince(start) / tried;
        if (Double.isNaN(total)) {
            throw new IllegalStateException("profits must be numbers");
        }
        return new Reading(perPrice * NaiveSolver.PRICES_PER_CHOICE * game.leaders() * rounds, true);
    }
}
