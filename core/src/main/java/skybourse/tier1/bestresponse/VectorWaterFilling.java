package skybourse.tier1.bestresponse;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import skybourse.tier1.game.PricingGame;

/**
 * Vector implementation of {@link WaterFilling}: solves several agents at once, in vectors of the processor's preferred width, at most 512 bits.
 */
final class VectorWaterFilling extends WaterFilling {

    private static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > LANES ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;
    private static final int STEP = SPECIES.length();

    private final double[] highest = new double[LANES];

    VectorWaterFilling(double[] inverse, double[] cap, double[] weight) {
        super(inverse, cap, weight);
    }

    @Override
    public void solve(Group group, double[] cost, int shift) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            bracket(group, cost, shift, lane);
            solveLanes(group, cost, shift, lane);
        }
    }

    @Override
    public void costs(PricingGame game, int block, double[] prices, double[] cost) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            costs(game, block, prices, cost, lane);
        }
    }

    @Override
    public void ratios(PricingGame game, int block, double[] cost, double[] ratio, double[] slope) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            ratios(game, block, cost, ratio, slope, lane);
        }
    }

    @Override
    void addOwn(LeaderDemandCurve column, int group, double[] sums) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            add(column, group, sums, lane);
        }
    }

    /** Sets the upper end of the bracket, and clamps the initial multiplier into the bracket. */
    private void bracket(Group group, double[] cost, int shift, int lane) {
        DoubleVector least = DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY);
        for (int e = group.start() + lane; e < group.end(); e += LANES) {
            least = least.min(DoubleVector.fromArray(SPECIES, cost, e - shift));
        }
        // Link qualities are at most 1, so all ratios are 0 at this multiplier.
        DoubleVector xi = DoubleVector.fromArray(SPECIES, weight, group.agent() + lane);
        DoubleVector high = xi.sub(least).max(0);
        high.intoArray(highest, lane);
        DoubleVector.fromArray(SPECIES, nu, lane).max(0).min(high).intoArray(nu, lane);
    }

    /**
     * Computes the multipliers of one vector of lanes. It is a single method, so that the sums stay in registers. Split into two methods,
     * it takes about 10 % longer.
     */
    private void solveLanes(Group group, double[] cost, int shift, int lane) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector xi = DoubleVector.fromArray(SPECIES, weight, group.agent() + lane);
        // A negative lower end means that the multiplier 0 has not been tried yet.
        DoubleVector low = zero.sub(1);
        DoubleVector high = DoubleVector.fromArray(SPECIES, highest, lane);
        DoubleVector x = DoubleVector.fromArray(SPECIES, nu, lane);
        for (int step = 0; ; step++) {
            DoubleVector f = zero.sub(1);
            DoubleVector sum1 = zero;
            DoubleVector sum2 = zero;
            DoubleVector sum3 = zero;
            for (int e = group.start() + lane; e < group.end(); e += LANES) {
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
            // Finished lanes get an empty bracket, so that later steps do not change them.
            low = low.blend(x, done);
            high = high.blend(x, done);
            x = next.blend(x, done);
        }
    }

    /** Returns the lanes whose step stays in the bracket. The model is undefined if no link is strictly between its bounds. */
    private static VectorMask<Double> isValid(
            DoubleVector step, DoubleVector low, DoubleVector high, DoubleVector target, DoubleVector sum2) {
        return step.compare(VectorOperators.GT, low.max(0))
                .and(step.compare(VectorOperators.LT, high))
                .and(target.compare(VectorOperators.GT, 0))
                .and(sum2.compare(VectorOperators.GT, 0));
    }

    /**
     * Returns the lanes whose budget is met. If all links are at a bound, an interval of multipliers may meet the budget. Only its lower
     * end is the solution, so that such a lane does not count.
     */
    private static VectorMask<Double> isMet(DoubleVector x, DoubleVector f, DoubleVector sum2) {
        VectorMask<Double> slack = x.compare(VectorOperators.EQ, 0).and(f.compare(VectorOperators.LE, 0));
        return f.abs()
                .compare(VectorOperators.LE, BUDGET_TOLERANCE)
                .and(sum2.compare(VectorOperators.GT, 0))
                .or(slack);
    }

    /** Returns whether all multipliers are in their brackets. NaN, which results from costs that overflow, is accepted. */
    private static boolean isBracketed(DoubleVector low, DoubleVector x, DoubleVector high, DoubleVector f) {
        assert !f.compare(VectorOperators.LT, -1).anyTrue()
                        && !x.compare(VectorOperators.LT, 0).anyTrue()
                : f + ", " + x;
        return !x.compare(VectorOperators.LT, low)
                .or(x.compare(VectorOperators.GT, high))
                .anyTrue();
    }

    private void costs(PricingGame game, int block, double[] prices, double[] cost, int lane) {
        int start = game.blockStart(block);
        int length = game.blockStart(block + 1) - start;
        DoubleVector bits = DoubleVector.fromArray(SPECIES, game.taskBits(), block * LANES + lane);
        for (int e = lane; e < length; e += LANES) {
            DoubleVector price = DoubleVector.fromArray(SPECIES, prices, 0, game.linkLeader(), start + e);
            DoubleVector charge = DoubleVector.fromArray(SPECIES, game.linkCharge(), start + e);
            price.fma(bits, charge).intoArray(cost, e);
        }
    }

    private void ratios(PricingGame game, int block, double[] cost, double[] ratio, double[] slope, int lane) {
        int start = game.blockStart(block);
        int length = game.blockStart(block + 1) - start;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector xi = DoubleVector.fromArray(SPECIES, game.weight(), block * LANES + lane);
        DoubleVector x = DoubleVector.fromArray(SPECIES, nu, lane);
        DoubleVector sum2 = DoubleVector.fromArray(SPECIES, squares, lane);
        VectorMask<Double> binding = x.compare(VectorOperators.GT, 0).and(sum2.compare(VectorOperators.GT, 0));
        DoubleVector perSquare = zero.blend(zero.add(1).div(sum2), binding);
        for (int e = lane; e < length; e += LANES) {
            DoubleVector y =
                    xi.div(DoubleVector.fromArray(SPECIES, cost, e).add(x).max(TINY));
            DoubleVector raw = y.sub(DoubleVector.fromArray(SPECIES, game.linkInverseQuality(), start + e));
            DoubleVector u = DoubleVector.fromArray(SPECIES, game.linkCap(), start + e);
            VectorMask<Double> inside = raw.compare(VectorOperators.GT, 0).and(raw.compare(VectorOperators.LT, u));
            raw.max(zero).min(u).intoArray(ratio, e);
            DoubleVector square = y.mul(y);
            DoubleVector own = square.div(xi).mul(square.mul(perSquare).sub(1));
            zero.blend(own, inside).intoArray(slope, e);
        }
    }

    private void add(LeaderDemandCurve column, int g, double[] sums, int lane) {
        int i = g * LANES + lane;
        int own = column.entry(g * LANES, 0) + lane;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector xi = DoubleVector.fromArray(SPECIES, weight, i);
        DoubleVector d = DoubleVector.fromArray(SPECIES, column.bits, i);
        DoubleVector w = DoubleVector.fromArray(SPECIES, column.work, i);
        DoubleVector x = DoubleVector.fromArray(SPECIES, nu, lane);
        DoubleVector u = DoubleVector.fromArray(SPECIES, cap, own);
        DoubleVector y =
                xi.div(DoubleVector.fromArray(SPECIES, column.cost, own).add(x).max(TINY));
        DoubleVector raw = y.sub(DoubleVector.fromArray(SPECIES, inverse, own));
        VectorMask<Double> inside = raw.compare(VectorOperators.GT, 0).and(raw.compare(VectorOperators.LT, u));
        VectorMask<Double> binding = x.compare(VectorOperators.GT, 0).and(inside);
        DoubleVector ratio = raw.max(zero).min(u);

        DoubleVector steep = zero.blend(y.mul(y).div(xi), inside); // minus the own ratio's derivative by marginal cost
        DoubleVector all = DoubleVector.fromArray(SPECIES, squares, lane).div(xi); // its sum over all links
        DoubleVector share = zero.blend(steep.div(all), binding); // own share of that sum
        DoubleVector rise = d.mul(zero.add(1).sub(share)); // derivative of the marginal cost by the price
        DoubleVector first = steep.mul(rise).neg(); // derivative of the own ratio by the price
        DoubleVector cubic = DoubleVector.fromArray(SPECIES, cubes, lane).div(xi); // sum of y^3 / xi over the links
        DoubleVector steepSlope = y.mul(steep).mul(rise).mul(-2).div(xi); // derivative of steep by the price
        DoubleVector others = cubic.sub(y.mul(steep));
        DoubleVector allSlope = steepSlope.add(d.mul(share).mul(others).mul(2).div(xi)); // derivative of all
        DoubleVector shareSlope = zero.blend(steepSlope.sub(share.mul(allSlope)).div(all), binding);
        DoubleVector second = steep.mul(d).mul(shareSlope).sub(steepSlope.mul(rise)); // derivative of first

        accumulate(sums, PriceDemand.BITS, lane, d.mul(ratio));
        accumulate(sums, PriceDemand.WORK, lane, w.mul(ratio));
        accumulate(sums, PriceDemand.BITS_SLOPE, lane, d.mul(first));
        accumulate(sums, PriceDemand.WORK_SLOPE, lane, w.mul(first));
        accumulate(sums, PriceDemand.BITS_CURVATURE, lane, d.mul(second));
        accumulate(sums, PriceDemand.WORK_CURVATURE, lane, w.mul(second));
    }

    private static void accumulate(double[] sums, int row, int lane, DoubleVector value) {
        int at = row * LANES + lane;
        DoubleVector.fromArray(SPECIES, sums, at).add(value).intoArray(sums, at);
    }
}
