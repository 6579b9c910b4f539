package skybourse.tier1.equilibrium;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import skybourse.tier1.game.PricingGame;

/**
 * Right for many agents at once whose ratios are wanted to about 1e-11; wrong where the last bits matter: {@code
 * ExactResponse} finds those.
 *
 * <p>The followers' common budget, eight agents at a time: finds each agent's multiplier {@code nu}, from which its ratios
 * follow, by steps on a rational model, kept inside a bracket of signs. Also keeps the sums that derivatives need. With {@code
 * y = weight / (cost + nu)}, {@code Sk} the sum of {@code y^k} over links strictly inside their bounds and {@code f} what all
 * ratios add up to beyond 1, the model says that those links add up to {@code S1 / (1 + a step)}. It has the right slope {@code
 * -S2 / weight} for {@code a = S2 / (weight S1)}, is exact where their costs are equal, and meets the budget at
 *
 * <pre>  step = weight S1 f / (S2 (S1 - f))</pre>
 *
 * <p>The certificate's {@code MultiplierSearch} does the same by Halley's method and shares no code with it. For one thread.
 */
final class WaterLevel {

    static final int LANES = PricingGame.LANES;
    static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > LANES ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;
    static final int STEP = SPECIES.length();

    /** Ratios of one agent add up to 1 within this. */
    private static final double BUDGET_TOLERANCE = 1e-11;

    private static final int RATIONAL_STEPS = 12;
    private static final int STEPS = 90;
    private static final double TINY = 1e-300;

    private final double[] inverse;
    private final double[] cap;
    private final double[] weight;

    /** By lane: the multiplier, a guess before {@link #solve} and the answer after it. */
    final double[] nu = new double[LANES];

    /** By lane: sum of {@code y^2}, {@code y = weight / (cost + nu)}, over links strictly inside their bounds. */
    final double[] squares = new double[LANES];

    /** By lane: sum of {@code y^3} over the same links. */
    final double[] cubes = new double[LANES];

    private final double[] highest = new double[LANES];

    /**
     * Prepares for the links of a market or of a column.
     *
     * @param inverse {@code 1 / s} by link entry
     * @param cap largest ratio by link entry, 0 for padding
     * @param weight {@code xi} by agent, money
     */
    WaterLevel(double[] inverse, double[] cap, double[] weight) {
        this.inverse = inverse;
        this.cap = cap;
        this.weight = weight;
    }

    /**
     * Eight agents, one in each lane: slot {@code l} of lane {@code i} is entry {@code start + l * LANES + i}.
     *
     * @param agent the agent in lane 0
     * @param start first entry of the group in the link arrays
     * @param slots links of each agent, padding included
     */
    record Group(int agent, int start, int slots) {

        int end() {
            return start + slots * LANES;
        }
    }

    /**
     * Solves eight agents.
     *
     * @param group the agents
     * @param cost what sending all of the task costs, by link entry less {@code shift}, padding finite
     * @param shift how many entries before the group's {@code cost} leaves out
     */
    void solve(Group group, double[] cost, int shift) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            bracket(group, cost, shift, lane);
            solveLanes(group, cost, shift, lane);
        }
    }

    /** Sets the upper end of the bracket, and the guess below it. */
    private void bracket(Group group, double[] cost, int shift, int lane) {
        DoubleVector least = DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY);
        for (int e = group.start + lane; e < group.end(); e += LANES) {
            least = least.min(DoubleVector.fromArray(SPECIES, cost, e - shift));
        }
        // qualities are at most 1, so that at this multiplier nobody sends anything
        DoubleVector xi = DoubleVector.fromArray(SPECIES, weight, group.agent + lane);
        DoubleVector high = xi.sub(least).max(0);
        high.intoArray(highest, lane);
        DoubleVector.fromArray(SPECIES, nu, lane).max(0).min(high).intoArray(nu, lane);
    }

    /** In one piece, so that the sums stay in registers from step to step: in two methods it takes a tenth longer. */
    private void solveLanes(Group group, double[] cost, int shift, int lane) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector xi = DoubleVector.fromArray(SPECIES, weight, group.agent + lane);
        DoubleVector low = zero.sub(1); // below 0: zero was not tried
        DoubleVector high = DoubleVector.fromArray(SPECIES, highest, lane);
        DoubleVector x = DoubleVector.fromArray(SPECIES, nu, lane);
        for (int step = 0; ; step++) {
            DoubleVector f = zero.sub(1);
            DoubleVector sum1 = zero;
            DoubleVector sum2 = zero;
            DoubleVector sum3 = zero;
            for (int e = group.start + lane; e < group.end(); e += LANES) {
                DoubleVector marginal =
                        DoubleVector.fromArray(SPECIES, cost, e - shift).add(x);
                DoubleVector y = xi.div(marginal.max(TINY));
                DoubleVector raw = y.sub(DoubleVector.fromArray(SPECIES, inverse, e));
                DoubleVector u = DoubleVector.fromArray(SPECIES, cap, e);
                f = f.add(raw.max(zero).min(u));
                VectorMask<Double> inside = raw.compare(VectorOperators.GT, 0).and(raw.compare(VectorOperators.LT, u));
                DoubleVector y1 = zero.blend(y, inside);
                DoubleVector y2 = y1.mul(y1);
                sum1 = sum1.add(y1);
                sum2 = sum2.add(y2);
                sum3 = y2.fma(y1, sum3);
            }
            assert isBracketed(low, x, high, f) : low + " <= " + x + " <= " + high;
            VectorMask<Double> above = f.compare(VectorOperators.GT, 0);
            low = low.blend(x, above);
            high = x.blend(high, above);
            DoubleVector middle = low.add(high).mul(0.5).blend(zero, low.compare(VectorOperators.LT, 0));
            DoubleVector target = sum1.sub(f);
            DoubleVector rational = x.add(xi.mul(sum1).mul(f).div(sum2.mul(target)));
            VectorMask<Double> valid = isValid(rational, low, high, target, sum2);
            DoubleVector next = step < RATIONAL_STEPS ? middle.blend(rational, valid) : middle;
            VectorMask<Double> done = isMet(x, f, sum2).or(next.compare(VectorOperators.EQ, x));
            if (done.allTrue() || step >= STEPS) {
                x.intoArray(nu, lane);
                sum2.intoArray(squares, lane);
                sum3.intoArray(cubes, lane);
                return;
            }
            x = next.blend(x, done);
        }
    }

    /** Tells which steps stay in the bracket; the model has no answer where no link is strictly inside its bounds. */
    private static VectorMask<Double> isValid(
            DoubleVector step, DoubleVector low, DoubleVector high, DoubleVector target, DoubleVector sum2) {
        return step.compare(VectorOperators.GT, low.max(0))
                .and(step.compare(VectorOperators.LT, high))
                .and(target.compare(VectorOperators.GT, 0))
                .and(sum2.compare(VectorOperators.GT, 0));
    }

    /**
     * Tells which budgets are met. Where all links are at a bound the budget may be met on a whole stretch: only its lowest end
     * will do.
     */
    private static VectorMask<Double> isMet(DoubleVector x, DoubleVector f, DoubleVector sum2) {
        VectorMask<Double> slack = x.compare(VectorOperators.EQ, 0).and(f.compare(VectorOperators.LE, 0));
        return f.abs()
                .compare(VectorOperators.LE, BUDGET_TOLERANCE)
                .and(sum2.compare(VectorOperators.GT, 0))
                .or(slack);
    }

    /** Tells whether the multipliers stand between their brackets' ends; NaN, where costs overflow, is let pass. */
    private static boolean isBracketed(DoubleVector low, DoubleVector x, DoubleVector high, DoubleVector f) {
        assert !f.compare(VectorOperators.LT, -1).anyTrue()
                        && !x.compare(VectorOperators.LT, 0).anyTrue()
                : f + ", " + x;
        return !x.compare(VectorOperators.LT, low)
                .or(x.compare(VectorOperators.GT, high))
                .anyTrue();
    }
}
