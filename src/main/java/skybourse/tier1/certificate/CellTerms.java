package skybourse.tier1.certificate;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Right for any cell of prices; the wider it is, the looser: the slope's bound shrinks with the square of the width, the monotone
 * one with the width. Wrong between states that are not those at the cell's two ends.
 *
 * <p>What one block of followers adds to the bounds of one cell of prices, from its states at the cell's two ends. Formulas stand
 * under <em>A cell of prices</em> in {@code docs/certificate.md}. For one thread.
 */
final class CellTerms {

    /** Sums of a cell: the monotone bound. */
    static final int MONOTONE = 0;

    /** The range of {@code -(p D - c) d}, below capacity. */
    static final int SLOPE_HIGH = 1;

    static final int SLOPE_LOW = 2;

    /** The same above capacity, where the margin is less by the overload's price. */
    static final int LOADED_HIGH = 3;

    static final int LOADED_LOW = 4;

    /** How fast bits and work sold fall at most, for rounding. */
    static final int BITS_FALL = 5;

    static final int WORK_FALL = 6;
    static final int COUNT = 7;

    private static final int LANES = MultiplierSearch.LANES;
    private static final VectorSpecies<Double> SPECIES = MultiplierSearch.SPECIES;

    private final double[] rivalsLow = new double[LANES];
    private final double[] rivalsHigh = new double[LANES];
    private final double[] ratioLow = new double[LANES];
    private final double[] ratioHigh = new double[LANES];
    private final double[] fallLow = new double[LANES];
    private final double[] fallHigh = new double[LANES];
    private final double[] marginLow = new double[LANES];
    private final double[] marginHigh = new double[LANES];

    private final PackedColumn column;
    private double costPerWork;
    private double overloadPrice;

    CellTerms(PackedColumn column) {
        this.column = column;
    }

    /** Uses a leader's costs, money per work, from now on. */
    void use(double costPerWork, double overloadPrice) {
        this.costPerWork = costPerWork;
        this.overloadPrice = overloadPrice;
    }

    /**
     * Adds a block's terms.
     *
     * @param a the block's state at the price {@code from}
     * @param b its state at the price {@code to}
     * @param sums {@link #COUNT} times as many numbers as lanes, from {@code at} on
     */
    void add(int block, BlockState a, BlockState b, double from, double to, double[] sums, int at) {
        if (!a.allSlack) {
            boundRivals(block, a, b);
        }
        for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
            boundOwn(block, a, b, lane);
        }
        assert isOrdered(a.allSlack);
        for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
            int agent = block * LANES + lane;
            writeMargins(agent, from, to, lane);
            addSales(agent, sums, at + lane, lane);
            addSlopes(sums, at + SLOPE_HIGH * LANES + lane, lane);
            load(agent, lane);
            addSlopes(sums, at + LOADED_HIGH * LANES + lane, lane);
        }
    }

    private boolean isOrdered(boolean allSlack) {
        for (int lane = 0; lane < LANES; lane++) {
            assert allSlack || !(rivalsLow[lane] > rivalsHigh[lane]) : rivalsLow[lane] + " > " + rivalsHigh[lane];
            assert !(fallLow[lane] < 0) && !(fallLow[lane] > fallHigh[lane]) : fallLow[lane] + " > " + fallHigh[lane];
            assert !(ratioLow[lane] < 0) && !(ratioHigh[lane] < 0) : "ratio below 0";
        }
        return true;
    }

    /**
     * Bounds the sum of {@code y^2} over rivals inside their limits, for all prices of the cell: rivals' ratios rise with
     * the own price, so each stays between its values at the two ends.
     */
    private void boundRivals(int block, BlockState before, BlockState now) {
        LinkLanes links = column.links;
        for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
            DoubleVector errorA = DoubleVector.fromArray(SPECIES, before.error, lane);
            DoubleVector errorB = DoubleVector.fromArray(SPECIES, now.error, lane);
            DoubleVector spreadA = DoubleVector.fromArray(SPECIES, before.spread, lane);
            DoubleVector spreadB = DoubleVector.fromArray(SPECIES, now.spread, lane);
            DoubleVector low = DoubleVector.zero(SPECIES);
            DoubleVector high = DoubleVector.zero(SPECIES);
            for (int slot = 1; slot < column.slots[block]; slot++) {
                int entry = column.start[block] + slot * LANES + lane;
                DoubleVector inverse = DoubleVector.fromArray(SPECIES, links.inverse, entry);
                DoubleVector most = inverse.add(DoubleVector.fromArray(SPECIES, links.cap, entry));
                DoubleVector a = DoubleVector.fromArray(SPECIES, before.levels, slot * LANES + lane);
                DoubleVector b = DoubleVector.fromArray(SPECIES, now.levels, slot * LANES + lane);
                VectorMask<Double> none =
                        b.mul(1 + Rounding.LIMIT).add(spreadB.mul(b).mul(b)).compare(VectorOperators.LT, inverse);
                DoubleVector held = a.min(most.add(1));
                VectorMask<Double> full = held.mul(1 - Rounding.LIMIT)
                        .sub(spreadA.mul(held).mul(held))
                        .compare(VectorOperators.GT, most);
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

    /** Bounds the own ratio, and how fast it falls with the price: {@code d = D y^2 / xi F}. */
    private void boundOwn(int block, BlockState before, BlockState now, int lane) {
        int own = column.start[block] + lane;
        int agent = block * LANES + lane;
        DoubleVector inverse = DoubleVector.fromArray(SPECIES, column.links.inverse, own);
        DoubleVector cap = DoubleVector.fromArray(SPECIES, column.links.cap, own);
        DoubleVector most = DoubleVector.fromArray(SPECIES, before.ratio, lane)
                .add(DoubleVector.fromArray(SPECIES, before.error, lane));
        DoubleVector least =
                DoubleVector.fromArray(SPECIES, now.ratio, lane).sub(DoubleVector.fromArray(SPECIES, now.error, lane));
        VectorMask<Double> none = isSet(before.none, lane);
        VectorMask<Double> still = none.or(isSet(now.full, lane));
        VectorMask<Double> inside = least.compare(VectorOperators.GT, 0.0).and(most.compare(VectorOperators.LT, cap));
        most = most.min(cap).blend(0.0, none);
        least = least.max(0.0);
        DoubleVector squareLow = least.add(inverse).mul(least.add(inverse));
        DoubleVector squareHigh = most.add(inverse).mul(most.add(inverse));
        DoubleVector perWeight = DoubleVector.fromArray(SPECIES, column.bits, agent)
                .mul(DoubleVector.fromArray(SPECIES, column.perWeight, agent));
        DoubleVector low = squareLow.mul(perWeight);
        DoubleVector high = squareHigh.mul(perWeight);
        if (!before.allSlack) {
            DoubleVector one = DoubleVector.broadcast(SPECIES, 1.0);
            low = low.mul(share(rivalsLow, squareLow, lane).blend(one, isSet(before.slack, lane)));
            high = high.mul(one.blend(share(rivalsHigh, squareHigh, lane), isSet(now.binding, lane)));
        }
        low = low.blend(0.0, inside.not().or(still));
        high.blend(0.0, still).max(low).intoArray(fallHigh, lane);
        low.intoArray(fallLow, lane);
        least.intoArray(ratioLow, lane);
        most.intoArray(ratioHigh, lane);
    }

    private static VectorMask<Double> isSet(double[] flags, int lane) {
        return DoubleVector.fromArray(SPECIES, flags, lane).compare(VectorOperators.GT, 0.0);
    }

    /** Returns {@code R / (y^2 + R)}: the share of a fall that rivals inside their limits take up. */
    private static DoubleVector share(double[] rivals, DoubleVector square, int lane) {
        DoubleVector r = DoubleVector.fromArray(SPECIES, rivals, lane);
        return r.div(r.add(square));
    }

    /** Writes what a follower brings beyond its cost at both ends of the cell. */
    private void writeMargins(int agent, double from, double to, int lane) {
        DoubleVector bits = DoubleVector.fromArray(SPECIES, column.bits, agent);
        DoubleVector work = DoubleVector.fromArray(SPECIES, column.work, agent);
        DoubleVector cost = work.mul(costPerWork);
        bits.mul(from).sub(cost).intoArray(marginLow, lane);
        bits.mul(to).sub(cost).intoArray(marginHigh, lane);
    }

    /** Takes what overload costs off the margins. */
    private void load(int agent, int lane) {
        DoubleVector overload =
                DoubleVector.fromArray(SPECIES, column.work, agent).mul(overloadPrice);
        DoubleVector.fromArray(SPECIES, marginLow, lane).sub(overload).intoArray(marginLow, lane);
        DoubleVector.fromArray(SPECIES, marginHigh, lane).sub(overload).intoArray(marginHigh, lane);
    }

    /** Adds the monotone bound, and how fast sales fall at most. */
    private void addSales(int agent, double[] sums, int at, int lane) {
        DoubleVector bits = DoubleVector.fromArray(SPECIES, column.bits, agent);
        DoubleVector work = DoubleVector.fromArray(SPECIES, column.work, agent);
        DoubleVector least = DoubleVector.fromArray(SPECIES, ratioLow, lane);
        DoubleVector most = DoubleVector.fromArray(SPECIES, ratioHigh, lane);
        DoubleVector fall = DoubleVector.fromArray(SPECIES, fallHigh, lane);
        DoubleVector margin = DoubleVector.fromArray(SPECIES, marginHigh, lane);
        DoubleVector monotone = margin.max(0.0).mul(most).add(margin.min(0.0).mul(least));
        ColumnPass.add(sums, at + MONOTONE * LANES, monotone);
        ColumnPass.add(sums, at + BITS_FALL * LANES, bits.mul(fall));
        ColumnPass.add(sums, at + WORK_FALL * LANES, work.mul(fall));
    }

    /** Adds the range of {@code -margin * fall} for margins and falls between their ends: its top, then its bottom. */
    private void addSlopes(double[] sums, int at, int lane) {
        DoubleVector low = DoubleVector.fromArray(SPECIES, fallLow, lane);
        DoubleVector high = DoubleVector.fromArray(SPECIES, fallHigh, lane);
        DoubleVector a = DoubleVector.fromArray(SPECIES, marginLow, lane);
        DoubleVector b = DoubleVector.fromArray(SPECIES, marginHigh, lane);
        ColumnPass.add(sums, at, a.mul(low).min(a.mul(high)).neg());
        ColumnPass.add(sums, at + LANES, b.mul(low).max(b.mul(high)).neg());
    }
}
