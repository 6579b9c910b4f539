package skybourse.tier1.equilibrium;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import skybourse.tier1.game.PricingGame;

/**
 * The followers' common budget, eight agents at a time: finds each agent's multiplier {@code nu}, from which its ratios
 * follow, by rational Newton steps (the model {@code V / (1 + a step)} of the links strictly inside their bounds, exact
 * where their costs are equal), safeguarded by a bracket. Also keeps the sums that derivatives need. For one thread.
 *
 * <p>Layout: slot {@code l} of lane {@code i} is entry {@code start + l * LANES + i} of the link arrays.
 */
final class WaterLevel {

    static final int LANES = PricingGame.LANES;
    static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > LANES ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;
    static final int STEP = SPECIES.length();

    /** Ratios of one agent add up to 1 within this. */
    private static final double BUDGET_TOLERANCE = 1e-11;

    private static final int NEWTON_STEPS = 12;
    private static final int STEPS = 90;
    private static final double TINY = 1e-300;

    /** By lane: the multiplier, a guess before {@link #solve} and the answer after it. */
    final double[] nu = new double[LANES];

    /** By lane: sum of {@code y^2}, {@code y = weight / (cost + nu)}, over links strictly inside their bounds. */
    final double[] squares = new double[LANES];

    /** By lane: sum of {@code y^3} over the same links. */
    final double[] cubes = new double[LANES];

    /**
     * Solves eight agents.
     *
     * @param cost what sending all of the task costs, by link entry, padding finite
     * @param costStart first entry of the group in {@code cost}
     * @param inverse {@code 1 / s} by link entry
     * @param cap largest ratio by link entry, 0 for padding
     * @param start first entry of the group in {@code inverse} and {@code cap}
     * @param width slots per agent
     * @param weight {@code xi} by agent
     * @param agent first agent of the group in {@code weight}
     */
    void solve(
            double[] cost,
            int costStart,
            double[] inverse,
            double[] cap,
            int start,
            int width,
            double[] weight,
            int agent) {
        int shift = start - costStart;
        for (int lane = 0; lane < LANES; lane += STEP) {
            var xi = DoubleVector.fromArray(SPECIES, weight, agent + lane);
            solveLanes(cost, inverse, cap, shift, costStart + lane, costStart + width * LANES, xi, lane);
        }
    }

    private void solveLanes(
            double[] cost, double[] inverse, double[] cap, int shift, int start, int end, DoubleVector xi, int lane) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector least = DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY);
        for (int e = start; e < end; e += LANES) {
            least = least.min(DoubleVector.fromArray(SPECIES, cost, e));
        }
        // qualities are at most 1, so that at this multiplier nobody sends anything
        DoubleVector high = xi.sub(least).max(zero);
        DoubleVector low = zero.sub(1); // below 0: zero was not tried
        DoubleVector x = DoubleVector.fromArray(SPECIES, nu, lane).max(zero).min(high);
        for (int step = 0; ; step++) {
            DoubleVector f = zero.sub(1);
            DoubleVector v = zero;
            DoubleVector g = zero;
            DoubleVector h = zero;
            for (int e = start; e < end; e += LANES) {
                DoubleVector a = DoubleVector.fromArray(SPECIES, cost, e).add(x).max(TINY);
                DoubleVector y = xi.div(a);
                DoubleVector raw = y.sub(DoubleVector.fromArray(SPECIES, inverse, e + shift));
                DoubleVector u = DoubleVector.fromArray(SPECIES, cap, e + shift);
                f = f.add(raw.max(zero).min(u));
                VectorMask<Double> inside = raw.compare(VectorOperators.GT, 0).and(raw.compare(VectorOperators.LT, u));
                DoubleVector yi = zero.blend(y, inside);
                DoubleVector square = yi.mul(yi);
                v = v.add(yi);
                g = g.add(square);
                h = square.fma(yi, h);
            }
            VectorMask<Double> slack = x.compare(VectorOperators.EQ, 0).and(f.compare(VectorOperators.LE, 0));
            // where all links are at a bound the budget may be met on a whole stretch: only its lowest end will do
            VectorMask<Double> done = f.abs()
                    .compare(VectorOperators.LE, BUDGET_TOLERANCE)
                    .and(g.compare(VectorOperators.GT, 0))
                    .or(slack);
            VectorMask<Double> above = f.compare(VectorOperators.GT, 0);
            low = low.blend(x, above);
            high = x.blend(high, above);
            DoubleVector next = next(x, low, high, xi, f, v, g, step);
            done = done.or(next.compare(VectorOperators.EQ, x));
            if (done.allTrue() || step >= STEPS) {
                x.intoArray(nu, lane);
                g.intoArray(squares, lane);
                h.intoArray(cubes, lane);
                return;
            }
            x = next.blend(x, done);
        }
    }

    /** Returns where to look next: the rational step if it stays in the bracket, else zero if untried, else its middle. */
    private static DoubleVector next(
            DoubleVector x,
            DoubleVector low,
            DoubleVector high,
            DoubleVector xi,
            DoubleVector f,
            DoubleVector v,
            DoubleVector g,
            int step) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector target = v.sub(f);
        DoubleVector rational = x.add(xi.mul(v).mul(f).div(g.mul(target)));
        DoubleVector fallback = low.add(high).mul(0.5).blend(zero, low.compare(VectorOperators.LT, 0));
        VectorMask<Double> valid = rational.compare(VectorOperators.GT, low.max(zero))
                .and(rational.compare(VectorOperators.LT, high))
                .and(target.compare(VectorOperators.GT, 0))
                .and(g.compare(VectorOperators.GT, 0));
        return step < NEWTON_STEPS ? fallback.blend(rational, valid) : fallback;
    }
}
