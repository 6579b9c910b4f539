package skybourse.tier1.equilibrium;

import java.util.Arrays;
import java.util.List;
import skybourse.base.numeric.LinearSystem;
import skybourse.tier1.game.PricingGame;

/**
 * The steps of {@link PriceNewton}. Each leader contributes one equation: its profit's slope is zero, or, where
 * overselling has a price, the middle one of the slope above the kink, the scaled excess load and the slope below the kink
 * is zero. That makes it rest at capacity exactly where the one-sided slopes have opposite signs.
 */
final class NewtonWalk implements PriceWalk {

    private static final double LARGEST_STEP = 0.3;
    private static final int JACOBIAN_AGENTS = 8_192;
    private static final double SLOW = 0.3;
    private static final int STALLS = 8;
    private static final double NEGLIGIBLE_MOVE = 1e-8;

    private final PricingGame game;
    private final PriceNewton settings;
    private final SystemPass pass;
    private final SystemRows rows;
    private final double[] damping;
    private final double[] lastSteps;
    private double[] prices;
    private double[] bestPrices;
    private double bestGain = Double.POSITIVE_INFINITY;
    private double lastGain = Double.POSITIVE_INFINITY;
    private boolean toSample;
    private int stalled;
    private int iterations;
    private double largestMove;
    private Ending ending = Ending.WALKING;

    /**
     * Starts.
     *
     * @param game the market
     * @param start {@code double[leaders]}, not changed
     * @param settings the method's settings
     * @param sampled whether the first step goes to where samples of the market rest, started from {@code start}
     */
    NewtonWalk(PricingGame game, double[] start, PriceNewton settings, boolean sampled) {
        this.game = game;
        this.settings = settings;
        this.pass = new SystemPass(game, settings.threads());
        this.rows = new SystemRows(game, pass);
        this.prices = start.clone();
        this.damping = new double[start.length];
        this.lastSteps = new double[start.length];
        Arrays.fill(damping, 1);
        this.bestPrices = prices;
        this.toSample = sampled;
        if (!sampled) {
            begin();
        }
    }

    private void begin() {
        pass.evaluate(prices);
        rows.sample(prices, JACOBIAN_AGENTS);
    }

    private void stepToSample() {
        toSample = false;
        double[] start = prices;
        prices = settings.sampledStart(game, start);
        for (int s = 0; s < start.length; s++) {
            largestMove = Math.max(largestMove, BestResponseWalk.relativeMove(start[s], prices[s]));
        }
        begin();
        iterations++;
    }

    @Override
    public boolean advance() {
        if (ending != Ending.WALKING) {
            return false;
        }
        if (toSample) {
            stepToSample();
            return true;
        }
        double gain = rows.prepare(prices, damping, lastSteps);
        remember(gain);
        if (isOver(gain)) {
            return false;
        }
        if (gain > SLOW * lastGain) {
            rows.sample(prices, JACOBIAN_AGENTS);
            rows.prepare(prices, damping, lastSteps);
        }
        lastGain = gain;
        move(LinearSystem.solve(rows.matrix(), rows.right()));
        pass.evaluate(prices);
        iterations++;
        return true;
    }

    private void remember(double gain) {
        if (gain < bestGain) {
            bestGain = gain;
            bestPrices = prices.clone();
            stalled = 0;
        } else {
            stalled++;
        }
    }

    /** Ends the walk at rest, or at the best prices it saw where it goes on for too long. */
    private boolean isOver(double gain) {
        if (gain <= settings.stop().gainTolerance()) {
            ending = Ending.RESTED;
        } else if (iterations >= settings.stop().stepLimit() || stalled >= STALLS) {
            prices = bestPrices;
            ending = largestMove <= NEGLIGIBLE_MOVE ? Ending.RESTED : Ending.STEP_LIMIT;
        }
        return ending != Ending.WALKING;
    }

    private void move(double[] steps) {
        largestMove = 0;
        double[] next = prices.clone();
        for (int s = 0; s < next.length; s++) {
            if (prices[s] != PricingGame.CLOSED && Double.isFinite(steps[s])) {
                double reach = LARGEST_STEP * prices[s];
                double low = rows.breakEven(s);
                double high = game.leaderTable().priceCap(s);
                double step = damped(s, Math.clamp(steps[s], -reach, reach));
                next[s] = Math.clamp(prices[s] + step, Math.min(low, high), high);
                largestMove = Math.max(largestMove, BestResponseWalk.relativeMove(prices[s], next[s]));
            }
        }
        prices = next;
    }

    /** Halves the steps of a leader that jumps to and fro over a kink, which no Newton step ever hits. */
    private double damped(int s, double step) {
        boolean toAndFro =
                stalled > 0 && step * lastSteps[s] < 0 && damping[s] * Math.abs(step) > 0.5 * Math.abs(lastSteps[s]);
        damping[s] = toAndFro ? 0.5 * damping[s] : Math.min(1, 1.2 * damping[s]);
        lastSteps[s] = damping[s] * step;
        return lastSteps[s];
    }

    @Override
    public double[] prices() {
        return prices.clone();
    }

    @Override
    public int iterations() {
        return iterations;
    }

    @Override
    public double largestMove() {
        return largestMove;
    }

    @Override
    public Ending ending() {
        return ending;
    }

    @Override
    public List<double[]> cycle() {
        return List.of();
    }
}
