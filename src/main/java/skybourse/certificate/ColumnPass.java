package skybourse.certificate;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * One pass over a leader's packed column at rising prices: sums of what is sold at each price, and bounds of the slope
 * between neighbouring prices. The order of summation is fixed: lane by lane, blocks rising.
 */
final class ColumnPass {

    /** Sums at a price. */
    static final int SOLD_BITS = 0;

    static final int SOLD_WORK = 1;
    static final int BITS_ERROR = 2;
    static final int WORK_ERROR = 3;
    static final int POINT_SUMS = 4;

    /** Sums of a cell. */
    static final int MONOTONE = 0;

    static final int SLOPE_HIGH = 1;
    static final int SLOPE_LOW = 2;
    static final int LOADED_HIGH = 3;
    static final int LOADED_LOW = 4;
    static final int BITS_FALL = 5;
    static final int WORK_FALL = 6;
    static final int CELL_SUMS = 7;

    private static final int LANES = MultiplierSearch.LANES;
    private static final VectorSpecies<Double> SPECIES = MultiplierSearch.SPECIES;
    private static final double NEARLY = 1e-14;
    private static final double WORST_SPREAD = 1e-4;

    private final MultiplierSearch search = new MultiplierSearch();
    private BlockState before = new BlockState();
    private BlockState now = new BlockState();
    private double[] pointLanes = new double[0];
    private double[] cellLanes = new double[0];
    private final double[] rivalsLow = new double[LANES];
    private final double[] rivalsHigh = new double[LANES];

    private PackedColumn column = new PackedColumn();
    private double costPerWork;
    private double overloadPrice;

    /** Sums by price: {@code POINT_SUMS} numbers each. */
    double[] points = new double[0];

    /** Sums by cell, the cell above each price: {@code CELL_SUMS} numbers each. */
    double[] cells = new double[0];

    /** Uses a column and its leader's costs, money per work, from now on. */
    void use(PackedColumn column, double costPerWork, double overloadPrice) {
        this.column = column;
        this.costPerWork = costPerWork;
        this.overloadPrice = overloadPrice;
    }

    /**
     * Runs over all blocks.
     *
     * @param prices rising own prices
     * @param wanted whether the cell above each price is wanted
     */
    void run(double[] prices, boolean[] wanted) {
        int count = prices.length;
        pointLanes = cleared(pointLanes, count * POINT_SUMS * LANES);
        cellLanes = cleared(cellLanes, count * CELL_SUMS * LANES);
        for (int block = 0; block < column.blocks; block++) {
            runBlock(block, prices, wanted);
        }
        points = folded(pointLanes, count * POINT_SUMS);
        cells = folded(cellLanes, count * CELL_SUMS);
    }

    private static double[] cleared(double[] sums, int size) {
        if (sums.length < size) {
            return new double[size];
        }
        Arrays.fill(sums, 0, size, 0);
        return sums;
    }

    private static double[] folded(double[] lanes, int count) {
        double[] sums = new double[count];
        for (int i = 0; i < count; i++) {
            for (int lane = 0; lane < LANES; lane++) {
                sums[i] += lanes[i * LANES + lane];
            }
        }
        return sums;
    }

    private void runBlock(int block, double[] prices, boolean[] wanted) {
        before.reserve(column.slots[block]);
        now.reserve(column.slots[block]);
        System.arraycopy(column.ceiling, block * LANES, search.ceiling, 0, LANES);
        System.arraycopy(column.floor, block * LANES, search.multiplier, 0, LANES);
        for (int k = 0; k < prices.length; k++) {
            if (k > 0) {
                guess(block, prices[k] - prices[k - 1]);
            }
            respond(block, prices[k], k > 0 && before.allSlack);
            addPoint(block, k);
            if (k > 0 && wanted[k - 1]) {
                if (!before.allSlack) {
                    boundRivals(block);
                }
                addCell(block, k - 1, prices[k - 1], prices[k]);
            }
            if (now.allNone) {
                break;
            }
            BlockState swap = before;
            before = now;
            now = swap;
        }
    }

    /** Moves the multipliers along their slope: {@code dnu/dp = -bits y0^2 / sum y^2} where the own link is inside. */
    private void guess(int block, double step) {
        int first = block * LANES;
        for (int lane = 0; lane < LANES; lane++) {
            double nu = search.multiplier[lane];
            double ratio = before.ratio[lane];
            if (nu > 0
                    && ratio > MultiplierSearch.MARGIN
                    && ratio < column.links.cap[column.start[block] + lane] - MultiplierSearch.MARGIN) {
                double y = before.levels[lane];
                double moved = nu - step * column.bits[first + lane] * y * y / search.squares[lane];
                search.multiplier[lane] = Math.max(moved, column.floor[first + lane]);
            }
        }
    }

    /** Finds the block's state at a price; where every lane is slack already only the own link moves. */
    private void respond(int block, double price, boolean slackAlready) {
        int first = block * LANES;
        int at = column.start[block];
        for (int lane = 0; lane < LANES; lane++) {
            boolean padding = column.bits[first + lane] == 0;
            column.links.charge[at + lane] =
                    padding ? LinkLanes.ABSENT : price * column.bits[first + lane] + column.charge[first + lane];
        }
        if (slackAlready) {
            search.evaluate(column.links, at, 1, column.weight, first, now.levels);
            Arrays.fill(now.slack, 1);
            Arrays.fill(now.binding, 0);
        } else {
            search.search(column.links, at, column.slots[block], column.weight, first, now.levels);
        }
        settle(first, slackAlready);
        classifyOwn(at);
    }

    /** Says how sure the state is, from the sum's miss and the rounding of its terms. */
    private void settle(int first, boolean slackAlready) {
        now.allSlack = true;
        for (int lane = 0; lane < LANES; lane++) {
            double rounding = 2 * column.ratioRounding[first + lane];
            double nu = search.multiplier[lane];
            double excess = search.excess[lane];
            boolean slack = slackAlready || (nu == 0 && excess < -rounding);
            double error = slack ? rounding : Math.abs(excess) + rounding;
            double shift = column.chargeRounding[first + lane] + 0x1p-50 * nu;
            double xi = column.weight[first + lane];
            if (!slack) {
                boolean sharp = error < 0.5 * MultiplierSearch.MARGIN && search.squares[lane] > 0;
                shift += sharp ? 1.001 * error * xi / search.squares[lane] : Double.POSITIVE_INFINITY;
            }
            double spread = 2 * shift / xi;
            now.spread[lane] = spread < WORST_SPREAD ? spread : Double.POSITIVE_INFINITY;
            now.error[lane] = error;
            now.slack[lane] = slack ? 1 : 0;
            now.binding[lane] = nu > shift ? 1 : 0;
            now.allSlack &= slack;
        }
    }

    private void classifyOwn(int at) {
        now.allNone = true;
        for (int lane = 0; lane < LANES; lane++) {
            double inverse = column.links.inverse[at + lane];
            double cap = column.links.cap[at + lane];
            double y = now.levels[lane];
            now.ratio[lane] = Math.min(Math.max(y - inverse, 0), cap);
            boolean none = y * (1 + NEARLY) + now.spread[lane] * y * y < inverse;
            double held = Math.min(y, inverse + cap + 1);
            boolean full = held * (1 - NEARLY) - now.spread[lane] * held * held > inverse + cap;
            now.none[lane] = none ? 1 : 0;
            now.full[lane] = full ? 1 : 0;
            now.allNone &= none;
        }
    }

    private void addPoint(int block, int point) {
        int to = point * POINT_SUMS * LANES;
        for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
            DoubleVector bits = DoubleVector.fromArray(SPECIES, column.bits, block * LANES + lane);
            DoubleVector work = DoubleVector.fromArray(SPECIES, column.work, block * LANES + lane);
            DoubleVector ratio = DoubleVector.fromArray(SPECIES, now.ratio, lane);
            DoubleVector exact = DoubleVector.fromArray(SPECIES, now.none, lane)
                    .add(DoubleVector.fromArray(SPECIES, now.full, lane));
            DoubleVector error =
                    DoubleVector.fromArray(SPECIES, now.error, lane).blend(0.0, exact.compare(VectorOperators.GT, 0.0));
            add(pointLanes, to + SOLD_BITS * LANES + lane, bits.mul(ratio));
            add(pointLanes, to + SOLD_WORK * LANES + lane, work.mul(ratio));
            add(pointLanes, to + BITS_ERROR * LANES + lane, bits.mul(error));
            add(pointLanes, to + WORK_ERROR * LANES + lane, work.mul(error));
        }
    }

    private static void add(double[] sums, int at, DoubleVector term) {
        DoubleVector.fromArray(SPECIES, sums, at).add(term).intoArray(sums, at);
    }

    /**
     * Bounds the sum of {@code y^2} over rivals inside their limits, for all prices of the cell: rivals' ratios rise with
     * the own price, so each stays between its values at the two ends.
     */
    private void boundRivals(int block) {
        LinkLanes links = column.links;
        int slots = column.slots[block];
        for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
            DoubleVector errorA = DoubleVector.fromArray(SPECIES, before.error, lane);
            DoubleVector errorB = DoubleVector.fromArray(SPECIES, now.error, lane);
            DoubleVector spreadA = DoubleVector.fromArray(SPECIES, before.spread, lane);
            DoubleVector spreadB = DoubleVector.fromArray(SPECIES, now.spread, lane);
            DoubleVector low = DoubleVector.zero(SPECIES);
            DoubleVector high = DoubleVector.zero(SPECIES);
            for (int slot = 1; slot < slots; slot++) {
                int entry = column.start[block] + slot * LANES + lane;
                DoubleVector inverse = DoubleVector.fromArray(SPECIES, links.inverse, entry);
                DoubleVector cap = DoubleVector.fromArray(SPECIES, links.cap, entry);
                DoubleVector most = inverse.add(cap);
                DoubleVector a = DoubleVector.fromArray(SPECIES, before.levels, slot * LANES + lane);
                DoubleVector b = DoubleVector.fromArray(SPECIES, now.levels, slot * LANES + lane);
                VectorMask<Double> none =
                        b.mul(1 + NEARLY).add(spreadB.mul(b).mul(b)).compare(VectorOperators.LT, inverse);
                DoubleVector held = a.min(most.add(1));
                VectorMask<Double> full =
                        held.mul(1 - NEARLY).sub(spreadA.mul(held).mul(held)).compare(VectorOperators.GT, most);
                DoubleVector least = a.min(most).sub(errorA);
                DoubleVector largest = b.add(errorB);
                VectorMask<Double> inside =
                        least.compare(VectorOperators.GT, inverse).and(largest.compare(VectorOperators.LT, most));
                largest = largest.max(inverse).min(most);
                low = low.add(least.mul(least), inside);
                high = high.add(largest.mul(largest), none.or(full).not());
            }
            low.intoArray(rivalsLow, lane);
            high.intoArray(rivalsHigh, lane);
        }
    }

    /** Adds the block's part of the monotone bound and of the slope's range. */
    private void addCell(int block, int cell, double from, double to) {
        int at = column.start[block];
        int first = block * LANES;
        int sums = cell * CELL_SUMS * LANES;
        for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
            DoubleVector inverse = DoubleVector.fromArray(SPECIES, column.links.inverse, at + lane);
            DoubleVector cap = DoubleVector.fromArray(SPECIES, column.links.cap, at + lane);
            DoubleVector bits = DoubleVector.fromArray(SPECIES, column.bits, first + lane);
            DoubleVector work = DoubleVector.fromArray(SPECIES, column.work, first + lane);
            DoubleVector most = DoubleVector.fromArray(SPECIES, before.ratio, lane)
                    .add(DoubleVector.fromArray(SPECIES, before.error, lane));
            DoubleVector least = DoubleVector.fromArray(SPECIES, now.ratio, lane)
                    .sub(DoubleVector.fromArray(SPECIES, now.error, lane));
            VectorMask<Double> none =
                    DoubleVector.fromArray(SPECIES, before.none, lane).compare(VectorOperators.GT, 0.0);
            VectorMask<Double> still =
                    none.or(DoubleVector.fromArray(SPECIES, now.full, lane).compare(VectorOperators.GT, 0.0));
            VectorMask<Double> inside =
                    least.compare(VectorOperators.GT, 0.0).and(most.compare(VectorOperators.LT, cap));
            most = most.min(cap).blend(0.0, none);
            least = least.max(0.0);
            DoubleVector squareLow = least.add(inverse).mul(least.add(inverse));
            DoubleVector squareHigh = most.add(inverse).mul(most.add(inverse));
            DoubleVector perWeight = bits.div(DoubleVector.fromArray(SPECIES, column.weight, first + lane));
            DoubleVector fallLow = squareLow.mul(perWeight);
            DoubleVector fallHigh = squareHigh.mul(perWeight);
            if (!before.allSlack) {
                DoubleVector rLow = DoubleVector.fromArray(SPECIES, rivalsLow, lane);
                DoubleVector rHigh = DoubleVector.fromArray(SPECIES, rivalsHigh, lane);
                VectorMask<Double> slack =
                        DoubleVector.fromArray(SPECIES, before.slack, lane).compare(VectorOperators.GT, 0.0);
                VectorMask<Double> binding =
                        DoubleVector.fromArray(SPECIES, now.binding, lane).compare(VectorOperators.GT, 0.0);
                fallLow = fallLow.mul(rLow.div(rLow.add(squareLow)).blend(1.0, slack));
                fallHigh = fallHigh.mul(
                        DoubleVector.broadcast(SPECIES, 1.0).blend(rHigh.div(rHigh.add(squareHigh)), binding));
            }
            fallLow = fallLow.blend(0.0, inside.not().or(still));
            fallHigh = fallHigh.blend(0.0, still).max(fallLow);
            DoubleVector cost = work.mul(costPerWork);
            DoubleVector marginA = bits.mul(from).sub(cost);
            DoubleVector marginB = bits.mul(to).sub(cost);
            add(
                    cellLanes,
                    sums + MONOTONE * LANES + lane,
                    marginB.max(0.0).mul(most).add(marginB.min(0.0).mul(least)));
            addSlopes(sums + SLOPE_HIGH * LANES + lane, marginA, marginB, fallLow, fallHigh);
            DoubleVector overload = work.mul(overloadPrice);
            DoubleVector loadedA = marginA.sub(overload);
            DoubleVector loadedB = marginB.sub(overload);
            addSlopes(sums + LOADED_HIGH * LANES + lane, loadedA, loadedB, fallLow, fallHigh);
            add(cellLanes, sums + BITS_FALL * LANES + lane, bits.mul(fallHigh));
            add(cellLanes, sums + WORK_FALL * LANES + lane, work.mul(fallHigh));
        }
    }

    /** Adds the range of {@code -margin * fall} for margins and falls between their ends: its top, then its bottom. */
    private void addSlopes(
            int at, DoubleVector marginA, DoubleVector marginB, DoubleVector fallLow, DoubleVector fallHigh) {
        DoubleVector top = marginA.mul(fallLow).min(marginA.mul(fallHigh));
        DoubleVector bottom = marginB.mul(fallLow).max(marginB.mul(fallHigh));
        add(cellLanes, at, top.neg());
        add(cellLanes, at + LANES, bottom.neg());
    }
}
