package skybourse.tier1.equilibrium;

import java.util.Arrays;
import java.util.List;
import skybourse.base.numeric.LinearSystem;
import skybourse.tier1.game.PricingGame;

/**
 * Run of {@link PriceNewton}: Newton steps on all prices, one step at a time. Each leader contributes one equation: the slope of its profit is
 * zero. A leader with a positive overload price has another equation: the median of three values is zero. They are the slope at prices
 * above the kink, the scaled excess load, and the slope at prices below the kink. The leader's load is therefore at capacity exactly if
 * the one-sided slopes have opposite signs there.
 */
final class NewtonRun implements SolverRun {

    private static final double LARGEST_STEP = 0.3;
    private static final double SLOW = 0.3;
    private static final int STALLS = 8;
    private static final double NEGLIGIBLE_MOVE = 1e-8;

    /**
     * Relative gain below which prices count as converged if the Jacobian is sampled. Gains of this size vary from step to step, because
     * slopes jump where links become active or inactive.
     */
    private static final double SAMPLED_GAIN = 1e-8;

    private static final int CAPACITY_STEPS = 2;

    /** Relative gain above which a leader without sales moves to its best price. It is the tolerance of best-response iteration. */
    private static final double IDLE_GAIN = 1e-9;

    private final PricingGame game;
    private final PriceNewton settings;
    private final SalesEvaluation pass;
    private final NewtonSystem rows;
    private PriceRootBrackets brackets;
    private double[] prices;
    private double[] bestPrices;
    private double bestGain = Double.POSITIVE_INFINITY;
    private double lastGain = Double.POSITIVE_INFINITY;
    private boolean toBegin;
    private boolean atRest;
    private double[] awake = {};
    private int capacityStepsLeft;
    private int stalled;
    private int iterations;
    private double largestMove;
    private Ending ending = Ending.WALKING;

    /**
     * Creates a run.
     *
     * @param game the pricing game
     * @param start initial prices, {@code double[leaders]}, money/bit; not changed
     * @param settings settings of the method
     * @param afresh whether the first step moves to the prices of {@link PriceNewton#beginning}
     */
    NewtonRun(PricingGame game, double[] start, PriceNewton settings, boolean afresh) {
        this.game = game;
        this.settings = settings;
        this.pass = new SalesEvaluation(game, settings.threads());
        this.rows = new NewtonSystem(game, pass);
        this.prices = start.clone();
        this.brackets = new PriceRootBrackets(start.length);
        this.bestPrices = prices;
        this.toBegin = afresh;
        if (!afresh) {
            sample();
        }
    }

    private void sample() {
        pass.evaluate(prices);
        rows.sample(prices);
    }

    @Override
    public boolean advance() {
        if (ending != Ending.WALKING) {
            return false;
        }
        if (toBegin) {
            toBegin = false;
            moveTo(settings.beginning(game, prices));
            sample();
        } else if (capacityStepsLeft == 0 && walks()) {
            step();
        } else if (awake.length > 0) {
            wake();
        } else if (capacityStepsLeft > 0) {
            capacityStep();
        } else {
            return false;
        }
        iterations++;
        return true;
    }

    /**
     * Prepares the next Newton step. Returns false if the Newton steps have ended. Leaders without sales may then still move ({@link #wake}), or
     * loads at capacity may remain to be corrected.
     */
    private boolean walks() {
        double gain = rows.prepare(prices, brackets);
        remember(gain);
        if (isOver(gain)) {
            awake = atRest ? awake() : awake;
            if (awake.length > 0) {
                return false;
            }
            capacityStepsLeft = rows.anyAtCapacity() ? CAPACITY_STEPS : 0;
            endWhereDone();
            return false;
        }
        if (gain > SLOW * lastGain) {
            rows.sample(prices);
            rows.prepare(prices, brackets);
        }
        lastGain = gain;
        return true;
    }

    /**
     * Returns the prices after leaders without sales have moved to their best prices, one after another; empty if none of them gains.
     * Newton steps do not move these leaders, because the slope of a profit without sales is 0.
     */
    private double[] awake() {
        double[] next = prices.clone();
        var best = new SlopePriceSearch(true);
        double least = Math.max(IDLE_GAIN, settings.stop().gainTolerance());
        for (int s = 0; s < next.length; s++) {
            if (pass.load(s) == 0 && !game.leaderTable().posts(s)) {
                BestPriceSearch.Choice choice = best.choose(game, next, s);
                next[s] = choice.relativeGain(game.moneyScale()) > least ? choice.price() : next[s];
            }
        }
        return Arrays.equals(next, prices) ? new double[0] : next;
    }

    /** Moves to the prices of {@link #awake()} and continues from them as from a start. If no step is left, the run ends there. */
    private void wake() {
        moveTo(awake);
        awake = new double[0];
        sample();
        brackets = new PriceRootBrackets(prices.length);
        bestPrices = prices;
        bestGain = Double.POSITIVE_INFINITY;
        lastGain = Double.POSITIVE_INFINITY;
        stalled = 0;
        ending = iterations + 1 < settings.stop().stepLimit() ? Ending.WALKING : Ending.STEP_LIMIT;
    }

    private void endWhereDone() {
        if (capacityStepsLeft == 0) {
            ending = atRest ? Ending.RESTED : Ending.STEP_LIMIT;
        }
    }

    /**
     * Makes a Newton step. The moves of leaders that would go too far in their brackets are shortened, and the moves of the other leaders
     * are computed again.
     */
    private void step() {
        double[] steps = LinearSystem.solve(rows.matrix(), rows.right()).clone();
        double[] within = brackets.shortened(prices, steps);
        if (!Arrays.equals(steps, within)) {
            rows.prepare(prices, brackets);
            for (int s = 0; s < steps.length; s++) {
                if (steps[s] != within[s]) {
                    rows.fix(s, within[s]);
                }
            }
            steps = LinearSystem.solve(rows.matrix(), rows.right());
        }
        double[] next = stepped(steps);
        brackets.widen(prices, next);
        double[] from = prices;
        rows.keep(from);
        moveTo(next);
        pass.evaluate(prices);
        rows.learn(from, prices);
    }

    /**
     * Moves only the leaders at capacity. This is needed because Newton steps end once they predict no gain, while loads still differ from
     * capacity in some digits. A step that increases the distance to capacity is undone, and no further step is made.
     */
    private void capacityStep() {
        double[] from = prices;
        double missed = rows.missedCapacity();
        rows.prepareCapacity(prices);
        moveTo(stepped(LinearSystem.solve(rows.matrix(), rows.right())));
        pass.evaluate(prices);
        capacityStepsLeft--;
        if (rows.missedCapacity() > missed) {
            moveTo(from);
            pass.evaluate(prices);
            capacityStepsLeft = 0;
        }
        endWhereDone();
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

    /**
     * Returns whether the Newton steps end: prices have converged, the step limit is reached, or {@link #STALLS} steps in a row have not
     * reduced the smallest predicted gain. Unless prices have converged, the run goes back to the prices with the smallest predicted gain.
     */
    private boolean isOver(double gain) {
        atRest = gain <= Math.max(settings.stop().gainTolerance(), rows.isSampled() ? SAMPLED_GAIN : 0);
        if (!atRest && iterations < settings.stop().stepLimit() && stalled < STALLS) {
            return false;
        }
        if (!atRest) {
            double back = BestResponseRun.distance(prices, bestPrices);
            atRest = Math.max(largestMove, back) <= NEGLIGIBLE_MOVE;
            prices = bestPrices;
            pass.evaluate(prices);
            rows.prepare(prices, brackets);
        }
        return true;
    }

    /**
     * Returns the prices after the given steps. Each step is limited to a share of its price, and each result is clamped to the range from
     * break-even price to cap.
     */
    private double[] stepped(double[] steps) {
        double[] next = prices.clone();
        for (int s = 0; s < next.length; s++) {
            boolean stands =
                    prices[s] == PricingGame.CLOSED || game.leaderTable().posts(s);
            if (!stands && Double.isFinite(steps[s])) {
                double high = game.leaderTable().priceCap(s);
                double reach = LARGEST_STEP * prices[s];
                double to = prices[s] + Math.clamp(steps[s], -reach, reach);
                next[s] = Math.clamp(to, Math.min(rows.breakEven(s), high), high);
            }
        }
        return next;
    }

    private void moveTo(double[] next) {
        largestMove = BestResponseRun.distance(prices, next);
        prices = next;
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
