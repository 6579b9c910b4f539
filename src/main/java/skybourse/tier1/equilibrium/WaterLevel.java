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

    private final double[] levels = new double[LANES];
    private final double[] excess = new double[LANES];
    private final double[] low = new double[LANES];
    private final double[] high = new double[LANES];

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
            int step = 0;
            do {
                evaluate(group, cost, shift, lane);
                assert isBracketed(lane) : "multiplier outside its bracket";
            } while (advance(group.agent + lane, lane, step++));
        }
    }

    /** Sets the bracket's ends, and the guess between them. */
    private void bracket(Group group, double[] cost, int shift, int lane) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector least = DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY);
        for (int e = group.start + lane; e < group.end(); e += LANES) {
            least = least.min(DoubleVector.fromArray(SPECIES, cost, e - shift));
        }
        // qualities are at most 1, so that at this multiplier nobody sends anything
        DoubleVector most = DoubleVector.fromArray(SPECIES, weight, group.agent + lane)
                .sub(least)
                .max(zero);
        most.intoArray(high, lane);
        zero.sub(1).intoArray(low, lane); // below 0: zero was not tried
        DoubleVector.fromArray(SPECIES, nu, lane).max(zero).min(most).intoArray(nu, lane);
    }

    /** Writes the sums at the multipliers as they stand. */
    private void evaluate(Group group, double[] cost, int shift, int lane) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector xi = DoubleVector.fromArray(SPECIES, weight, group.agent + lane);
        DoubleVector x = DoubleVector.fromArray(SPECIES, nu, lane);
        DoubleVector sum = zero.sub(1);
        DoubleVector sum1 = zero;
        DoubleVector sum2 = zero;
        DoubleVector sum3 = zero;
        int end = group.end();
        for (int e = group.start + lane; e < end; e += LANES) {
            DoubleVector marginal =
                    DoubleVector.fromArray(SPECIES, cost, e - shift).add(x).max(TINY);
            DoubleVector y = xi.div(marginal);
            DoubleVector raw = y.sub(DoubleVector.fromArray(SPECIES, inverse, e));
            DoubleVector u = DoubleVector.fromArray(SPECIES, cap, e);
            sum = sum.add(raw.max(zero).min(u));
            VectorMask<Double> inside = raw.compare(VectorOperators.GT, 0).and(raw.compare(VectorOperators.LT, u));
            DoubleVector y1 = zero.blend(y, inside);
            DoubleVector y2 = y1.mul(y1);
            sum1 = sum1.add(y1);
            sum2 = sum2.add(y2);
            sum3 = y2.fma(y1, sum3);
        }
        sum.intoArray(excess, lane);
        sum1.intoArray(levels, lane);
        sum2.intoArray(squares, lane);
        sum3.intoArray(cubes, lane);
    }

    /** Tells whether the multipliers stand between their brackets' ends; NaN, where costs overflow, is let pass. */
    private boolean isBracketed(int lane) {
        for (int i = lane; i < lane + STEP; i++) {
            assert !(nu[i] < 0) && !(excess[i] < -1) : nu[i] + ", " + excess[i];
            assert !(levels[i] < 0) && !(squares[i] < 0) && !(cubes[i] < 0) : "sum below 0";
            if (low[i] > nu[i] || nu[i] > high[i]) {
                return false;
            }
        }
        return true;
    }

    /** Moves the multipliers of the lanes that are not done; returns whether there are any. */
    private boolean advance(int agent, int lane, int step) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, nu, lane);
        DoubleVector f = DoubleVector.fromArray(SPECIES, excess, lane);
        DoubleVector sum2 = DoubleVector.fromArray(SPECIES, squares, lane);
        VectorMask<Double> slack = x.compare(VectorOperators.EQ, 0).and(f.compare(VectorOperators.LE, 0));
        // where all links are at a bound the budget may be met on a whole stretch: only its lowest end will do
        VectorMask<Double> met =
                f.abs().compare(VectorOperators.LE, BUDGET_TOLERANCE).and(sum2.compare(VectorOperators.GT, 0));
        VectorMask<Double> above = f.compare(VectorOperators.GT, 0);
        DoubleVector from = DoubleVector.fromArray(SPECIES, low, lane).blend(x, above);
        DoubleVector to = x.blend(DoubleVector.fromArray(SPECIES, high, lane), above);
        DoubleVector middle = from.add(to).mul(0.5).blend(0.0, from.compare(VectorOperators.LT, 0));
        DoubleVector next = step < RATIONAL_STEPS ? rational(agent, lane, from, to, middle) : middle;
        VectorMask<Double> done = met.or(slack).or(next.compare(VectorOperators.EQ, x));
        if (done.allTrue() || step >= STEPS) {
            return false;
        }
        next.blend(x, done).intoArray(nu, lane);
        from.intoArray(low, lane);
        to.intoArray(high, lane);
        return true;
    }

    /** Returns where the rational model meets the budget, or {@code otherwise} where that is outside the bracket. */
    private DoubleVector rational(int agent, int lane, DoubleVector from, DoubleVector to, DoubleVector otherwise) {
        DoubleVector f = DoubleVector.fromArray(SPECIES, excess, lane);
        DoubleVector sum1 = DoubleVector.fromArray(SPECIES, levels, lane);
        DoubleVector sum2 = DoubleVector.fromArray(SPECIES, squares, lane);
        DoubleVector target = sum1.sub(f);
        DoubleVector xi = DoubleVector.fromArray(SPECIES, weight, agent);
        DoubleVector next = DoubleVector.fromArray(SPECIES, nu, lane)
                .add(xi.mul(sum1).mul(f).div(sum2.mul(target)));
        VectorMask<Double> valid = next.compare(VectorOperators.GT, from.max(0.0))
                .and(next.compare(VectorOperators.LT, to))
                .and(target.compare(VectorOperators.GT, 0))
                .and(sum2.compare(VectorOperators.GT, 0));
        return otherwise.blend(next, valid);
    }
}
