package skybourse.tier1.certificate;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vector implementation of {@link LaneArithmetic}, in vectors of the processor's preferred width, at most 512 bits. */
final class VectorLaneArithmetic extends LaneArithmetic {

    private static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > LANES ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;

    private final double[] stepped = new double[LANES];
    private final double[] moved = new double[LANES];
    private final double[] marginLow = new double[LANES];
    private final double[] marginHigh = new double[LANES];

    VectorLaneArithmetic() {
        super(SPECIES.length());
    }

    @Override
    void begin(MultiplierSearch search, int lane) {
        DoubleVector.broadcast(SPECIES, -1.0).intoArray(search.low, lane);
        DoubleVector.fromArray(SPECIES, search.ceiling, lane).intoArray(search.high, lane);
    }

    @Override
    void follow(MultiplierSearch search, double[] levels, double[] floor, int lane) {
        addFirst(search, levels, -1, lane);
        moveFirst(search, lane);
        addFirst(search, moved, 1, lane);
        step(search, lane);
        DoubleVector next = DoubleVector.fromArray(SPECIES, stepped, lane);
        DoubleVector least = DoubleVector.fromArray(SPECIES, floor, search.agent + lane);
        DoubleVector most = DoubleVector.fromArray(SPECIES, search.ceiling, lane);
        least.blend(next.min(most), next.compare(VectorOperators.GT, least)).intoArray(search.multiplier, lane);
    }

    /** Computes the levels of the first links at the present multipliers. */
    private void moveFirst(MultiplierSearch search, int lane) {
        DoubleVector nu = DoubleVector.fromArray(SPECIES, search.multiplier, lane);
        DoubleVector charge = DoubleVector.fromArray(SPECIES, search.links.charge, search.first + lane);
        DoubleVector.fromArray(SPECIES, search.weight, search.agent + lane)
                .div(charge.add(nu).max(MultiplierSearch.SMALLEST_DENOMINATOR))
                .intoArray(moved, lane);
    }

    /** Adds the first links to the sums of the last evaluation, or subtracts them if {@code sign} is -1. */
    private void addFirst(MultiplierSearch search, double[] levels, double sign, int lane) {
        DoubleVector y = DoubleVector.fromArray(SPECIES, levels, lane);
        DoubleVector u = DoubleVector.fromArray(SPECIES, search.links.cap, search.first + lane);
        DoubleVector ratio = y.sub(DoubleVector.fromArray(SPECIES, search.links.inverse, search.first + lane));
        VectorMask<Double> inside = ratio.compare(VectorOperators.GT, MultiplierSearch.MARGIN)
                .and(ratio.compare(VectorOperators.LT, u.sub(MultiplierSearch.MARGIN)));
        DoubleVector y2 = y.mul(y).mul(sign);
        DoubleVector sum = DoubleVector.fromArray(SPECIES, search.excess, lane);
        sum.add(ratio.max(0.0).min(u).mul(sign)).intoArray(search.excess, lane);
        DoubleVector sum2 = DoubleVector.fromArray(SPECIES, search.squares, lane);
        sum2.add(y2, inside).max(0.0).intoArray(search.squares, lane);
        DoubleVector sum3 = DoubleVector.fromArray(SPECIES, search.cubes, lane);
        sum3.add(y2.mul(y), inside).max(0.0).intoArray(search.cubes, lane);
    }

    @Override
    void evaluate(MultiplierSearch search, int slots, double[] levels, int lane) {
        DoubleVector nu = DoubleVector.fromArray(SPECIES, search.multiplier, lane);
        DoubleVector xi = DoubleVector.fromArray(SPECIES, search.weight, search.agent + lane);
        DoubleVector sum = DoubleVector.broadcast(SPECIES, -1.0);
        DoubleVector sum2 = DoubleVector.zero(SPECIES);
        DoubleVector sum3 = DoubleVector.zero(SPECIES);
        int entry = search.first + lane;
        int level = lane;
        for (int slot = 0; slot < slots; slot++) {
            DoubleVector denominator = DoubleVector.fromArray(SPECIES, search.links.charge, entry)
                    .add(nu)
                    .max(MultiplierSearch.SMALLEST_DENOMINATOR);
            DoubleVector y = xi.div(denominator);
            DoubleVector u = DoubleVector.fromArray(SPECIES, search.links.cap, entry);
            DoubleVector ratio = y.sub(DoubleVector.fromArray(SPECIES, search.links.inverse, entry));
            VectorMask<Double> inside = ratio.compare(VectorOperators.GT, MultiplierSearch.MARGIN)
                    .and(ratio.compare(VectorOperators.LT, u.sub(MultiplierSearch.MARGIN)));
            y.intoArray(levels, level);
            sum = sum.add(ratio.max(0.0).min(u));
            DoubleVector y2 = y.mul(y);
            sum2 = sum2.add(y2, inside);
            sum3 = sum3.add(y2.mul(y), inside);
            entry += LANES;
            level += LANES;
        }
        sum.intoArray(search.excess, lane);
        sum2.intoArray(search.squares, lane);
        sum3.intoArray(search.cubes, lane);
    }

    @Override
    boolean advance(MultiplierSearch search, int lane, int step) {
        DoubleVector nu = DoubleVector.fromArray(SPECIES, search.multiplier, lane);
        DoubleVector f = DoubleVector.fromArray(SPECIES, search.excess, lane);
        VectorMask<Double> above = f.compare(VectorOperators.GT, 0.0);
        DoubleVector lo = DoubleVector.fromArray(SPECIES, search.low, lane).blend(nu, above);
        DoubleVector hi = DoubleVector.fromArray(SPECIES, search.high, lane).blend(nu, above.not());
        DoubleVector floor = lo.max(0.0);
        VectorMask<Double> done = f.abs()
                .compare(VectorOperators.LE, MultiplierSearch.TOLERANCE)
                .or(nu.compare(VectorOperators.EQ, 0.0).andNot(above))
                .or(hi.sub(floor).compare(VectorOperators.LE, hi.mul(RoundingErrorBounds.BRACKET)));
        if (done.allTrue()) {
            return true;
        }
        step(search, lane);
        DoubleVector next = DoubleVector.fromArray(SPECIES, stepped, lane);
        VectorMask<Double> good = next.compare(VectorOperators.GT, floor).and(next.compare(VectorOperators.LT, hi));
        if (step >= MultiplierSearch.FAST_STEPS) {
            good = good.andNot(good);
        }
        VectorMask<Double> tryZero =
                lo.compare(VectorOperators.LT, 0.0).andNot(above).andNot(good);
        DoubleVector middle = floor.add(hi).mul(0.5).blend(0.0, tryZero);
        middle.blend(next, good).blend(nu, done).intoArray(search.multiplier, lane);
        lo.intoArray(search.low, lane);
        hi.intoArray(search.high, lane);
        return false;
    }

    /**
     * Sets the multiplier to {@code nu + f xi S2 / (S2^2 - f S3)} with {@code Sk} the sum of {@code y^k}: {@code f' = -S2 / xi}, {@code f'' =
     * 2 S3 / xi^2}. If the divisor is small, it makes Newton's step {@code nu + f xi / S2}.
     */
    private void step(MultiplierSearch search, int lane) {
        DoubleVector f = DoubleVector.fromArray(SPECIES, search.excess, lane);
        DoubleVector sum2 = DoubleVector.fromArray(SPECIES, search.squares, lane);
        DoubleVector newton = sum2.mul(sum2);
        DoubleVector halley = newton.sub(f.mul(DoubleVector.fromArray(SPECIES, search.cubes, lane)));
        DoubleVector divisor = newton.blend(halley, halley.compare(VectorOperators.GT, newton.mul(0.1)));
        DoubleVector xi = DoubleVector.fromArray(SPECIES, search.weight, search.agent + lane);
        DoubleVector.fromArray(SPECIES, search.multiplier, lane)
                .add(f.mul(xi).mul(sum2).div(divisor))
                .intoArray(stepped, lane);
    }

    @Override
    void settle(
            FollowerBlockResponses state,
            PackedFollowers column,
            int block,
            MultiplierSearch search,
            int lane,
            boolean slackAlready) {
        settleSums(state, column, block * LANES + lane, search, lane, slackAlready);
        widen(state, column, block * LANES + lane, search, lane);
        tellNone(state, column.links, column.start[block] + lane, lane);
        tellFull(state, column.links, column.start[block] + lane, lane);
    }

    // The following four methods pass arrays, because the compiler would allocate an object for each vector argument.

    /** Computes the errors of the sums of ratios, and which sums are proved to be at most 1. */
    private void settleSums(
            FollowerBlockResponses state,
            PackedFollowers column,
            int agent,
            MultiplierSearch search,
            int lane,
            boolean slackAlready) {
        DoubleVector rounding =
                DoubleVector.fromArray(SPECIES, column.ratioRounding, agent).mul(2); // for the own ratio and the sum
        DoubleVector nu = DoubleVector.fromArray(SPECIES, search.multiplier, lane);
        DoubleVector excess = DoubleVector.fromArray(SPECIES, search.excess, lane);
        VectorMask<Double> isSlack = nu.compare(VectorOperators.EQ, 0.0)
                .and(excess.compare(VectorOperators.LT, rounding.neg()))
                .or(SPECIES.maskAll(slackAlready));
        excess.abs().add(rounding).blend(rounding, isSlack).intoArray(state.error, lane);
        DoubleVector.zero(SPECIES).blend(1.0, isSlack).intoArray(state.slack, lane);
        state.allSlack &= isSlack.allTrue();
    }

    /**
     * Computes the error bounds of the levels, and which multipliers are proved to be positive. If links are clearly between their bounds,
     * the error of the sum of ratios bounds the error of the multiplier.
     */
    private void widen(
            FollowerBlockResponses state, PackedFollowers column, int agent, MultiplierSearch search, int lane) {
        DoubleVector nu = DoubleVector.fromArray(SPECIES, search.multiplier, lane);
        DoubleVector squares = DoubleVector.fromArray(SPECIES, search.squares, lane);
        DoubleVector xi = DoubleVector.fromArray(SPECIES, column.weight, agent);
        DoubleVector miss = DoubleVector.fromArray(SPECIES, state.error, lane);
        VectorMask<Double> sharp = miss.compare(VectorOperators.LT, 0.5 * MultiplierSearch.MARGIN)
                .and(squares.compare(VectorOperators.GT, 0.0));
        DoubleVector ofSum = miss.mul(RoundingErrorBounds.SECOND_ORDER)
                .mul(xi)
                .div(squares)
                .blend(Double.POSITIVE_INFINITY, sharp.not())
                .blend(0.0, DoubleVector.fromArray(SPECIES, state.slack, lane).compare(VectorOperators.GT, 0.0));
        DoubleVector shift = DoubleVector.fromArray(SPECIES, column.chargeRounding, agent)
                .add(nu.mul(RoundingErrorBounds.CHARGE))
                .add(ofSum);
        DoubleVector wide = shift.mul(2).mul(DoubleVector.fromArray(SPECIES, column.perWeight, agent));
        VectorMask<Double> known = wide.compare(VectorOperators.LT, FollowerBlockResponses.WORST_SPREAD);
        wide.blend(Double.POSITIVE_INFINITY, known.not()).intoArray(state.spread, lane);
        DoubleVector.zero(SPECIES)
                .blend(1.0, nu.compare(VectorOperators.GT, shift))
                .intoArray(state.binding, lane);
    }

    /** Computes the ratios of the links to the leader, and which are proved to be 0. */
    private void tellNone(FollowerBlockResponses state, LinkLanes links, int own, int lane) {
        DoubleVector inverse = DoubleVector.fromArray(SPECIES, links.inverse, own);
        DoubleVector y = DoubleVector.fromArray(SPECIES, state.levels, lane);
        y.sub(inverse)
                .max(0.0)
                .min(DoubleVector.fromArray(SPECIES, links.cap, own))
                .intoArray(state.ratio, lane);
        VectorMask<Double> isNone = y.mul(1 + RoundingErrorBounds.LIMIT)
                .add(DoubleVector.fromArray(SPECIES, state.spread, lane).mul(y).mul(y))
                .compare(VectorOperators.LT, inverse);
        DoubleVector.zero(SPECIES).blend(1.0, isNone).intoArray(state.none, lane);
        state.allNone &= isNone.allTrue();
    }

    /** Computes which ratios of the links to the leader are proved to be their caps. */
    private void tellFull(FollowerBlockResponses state, LinkLanes links, int own, int lane) {
        DoubleVector most = DoubleVector.fromArray(SPECIES, links.inverse, own)
                .add(DoubleVector.fromArray(SPECIES, links.cap, own));
        DoubleVector held = DoubleVector.fromArray(SPECIES, state.levels, lane).min(most.add(1));
        VectorMask<Double> isFull = held.mul(1 - RoundingErrorBounds.LIMIT)
                .sub(DoubleVector.fromArray(SPECIES, state.spread, lane)
                        .mul(held)
                        .mul(held))
                .compare(VectorOperators.GT, most);
        DoubleVector.zero(SPECIES).blend(1.0, isFull).intoArray(state.full, lane);
    }

    /**
     * Bounds the sum of {@code y^2} over rivals strictly between their bounds, for all prices of the cell. Rivals' ratios rise with the
     * leader's price. Each therefore stays between its values at both ends of the cell.
     */
    @Override
    void boundRivals(
            PriceCellBoundTerms terms, int block, FollowerBlockResponses before, FollowerBlockResponses now, int lane) {
        PackedFollowers column = terms.column;
        LinkLanes links = column.links;
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
            VectorMask<Double> none = b.mul(1 + RoundingErrorBounds.LIMIT)
                    .add(spreadB.mul(b).mul(b))
                    .compare(VectorOperators.LT, inverse);
            DoubleVector held = a.min(most.add(1));
            VectorMask<Double> full = held.mul(1 - RoundingErrorBounds.LIMIT)
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
        low.intoArray(terms.rivalsLow, lane);
        high.intoArray(terms.rivalsHigh, lane);
    }

    /** Bounds the ratio of the link to the leader, and the decrease of this ratio per unit of price, {@code d = D y^2 / xi F}. */
    @Override
    void boundOwn(
            PriceCellBoundTerms terms, int block, FollowerBlockResponses before, FollowerBlockResponses now, int lane) {
        int own = terms.column.start[block] + lane;
        int agent = block * LANES + lane;
        DoubleVector inverse = DoubleVector.fromArray(SPECIES, terms.column.links.inverse, own);
        DoubleVector cap = DoubleVector.fromArray(SPECIES, terms.column.links.cap, own);
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
        DoubleVector perWeight = DoubleVector.fromArray(SPECIES, terms.column.bits, agent)
                .mul(DoubleVector.fromArray(SPECIES, terms.column.perWeight, agent));
        DoubleVector low = squareLow.mul(perWeight);
        DoubleVector high = squareHigh.mul(perWeight);
        if (!before.allSlack) {
            DoubleVector one = DoubleVector.broadcast(SPECIES, 1.0);
            low = low.mul(share(terms.rivalsLow, squareLow, lane).blend(one, isSet(before.slack, lane)));
            high = high.mul(one.blend(share(terms.rivalsHigh, squareHigh, lane), isSet(now.binding, lane)));
        }
        low = low.blend(0.0, inside.not().or(still));
        high.blend(0.0, still).max(low).intoArray(terms.fallHigh, lane);
        low.intoArray(terms.fallLow, lane);
        least.intoArray(terms.ratioLow, lane);
        most.intoArray(terms.ratioHigh, lane);
    }

    private static VectorMask<Double> isSet(double[] flags, int lane) {
        return DoubleVector.fromArray(SPECIES, flags, lane).compare(VectorOperators.GT, 0.0);
    }

    /**
     * Returns {@code R / (y^2 + R)}: the share of a decrease of the own ratio that moves to rivals. {@code R} is the sum of {@code y^2}
     * over rivals strictly between their bounds.
     */
    private static DoubleVector share(double[] rivals, DoubleVector square, int lane) {
        DoubleVector r = DoubleVector.fromArray(SPECIES, rivals, lane);
        return r.div(r.add(square));
    }

    /** Computes the leader's margin per complete task, payment minus cost, at both prices of the cell. */
    private void writeMargins(PriceCellBoundTerms terms, int agent, double from, double to, int lane) {
        DoubleVector bits = DoubleVector.fromArray(SPECIES, terms.column.bits, agent);
        DoubleVector work = DoubleVector.fromArray(SPECIES, terms.column.work, agent);
        DoubleVector cost = work.mul(terms.costPerWork);
        bits.mul(from).sub(cost).intoArray(marginLow, lane);
        bits.mul(to).sub(cost).intoArray(marginHigh, lane);
    }

    /** Subtracts the cost of overload from the margins. */
    private void load(PriceCellBoundTerms terms, int agent, int lane) {
        DoubleVector overload =
                DoubleVector.fromArray(SPECIES, terms.column.work, agent).mul(terms.overloadPrice);
        DoubleVector.fromArray(SPECIES, marginLow, lane).sub(overload).intoArray(marginLow, lane);
        DoubleVector.fromArray(SPECIES, marginHigh, lane).sub(overload).intoArray(marginHigh, lane);
    }

    /** Adds the monotone bound, and the largest decrease of sales per unit of price. */
    private void addSales(PriceCellBoundTerms terms, int agent, double[] sums, int at, int lane) {
        DoubleVector bits = DoubleVector.fromArray(SPECIES, terms.column.bits, agent);
        DoubleVector work = DoubleVector.fromArray(SPECIES, terms.column.work, agent);
        DoubleVector least = DoubleVector.fromArray(SPECIES, terms.ratioLow, lane);
        DoubleVector most = DoubleVector.fromArray(SPECIES, terms.ratioHigh, lane);
        DoubleVector fall = DoubleVector.fromArray(SPECIES, terms.fallHigh, lane);
        DoubleVector margin = DoubleVector.fromArray(SPECIES, marginHigh, lane);
        DoubleVector monotone = margin.max(0.0).mul(most).add(margin.min(0.0).mul(least));
        add(sums, at + PriceCellBoundTerms.MONOTONE * LANES, monotone);
        add(sums, at + PriceCellBoundTerms.BITS_FALL * LANES, bits.mul(fall));
        add(sums, at + PriceCellBoundTerms.WORK_FALL * LANES, work.mul(fall));
    }

    /** Adds the largest, then the smallest value of {@code -margin * fall} over all margins and decreases between their bounds. */
    private void addSlopes(PriceCellBoundTerms terms, double[] sums, int at, int lane) {
        DoubleVector low = DoubleVector.fromArray(SPECIES, terms.fallLow, lane);
        DoubleVector high = DoubleVector.fromArray(SPECIES, terms.fallHigh, lane);
        DoubleVector a = DoubleVector.fromArray(SPECIES, marginLow, lane);
        DoubleVector b = DoubleVector.fromArray(SPECIES, marginHigh, lane);
        add(sums, at, a.mul(low).min(a.mul(high)).neg());
        add(sums, at + LANES, b.mul(low).max(b.mul(high)).neg());
    }

    @Override
    void add(PriceCellBoundTerms terms, int agent, double from, double to, double[] sums, int at, int lane) {
        writeMargins(terms, agent, from, to, lane);
        addSales(terms, agent, sums, at, lane);
        addSlopes(terms, sums, at + PriceCellBoundTerms.SLOPE_HIGH * LANES, lane);
        load(terms, agent, lane);
        addSlopes(terms, sums, at + PriceCellBoundTerms.LOADED_HIGH * LANES, lane);
    }

    @Override
    void addPoint(FollowerBlockResponses state, PackedFollowers column, int block, double[] sums, int at, int lane) {
        DoubleVector bits = DoubleVector.fromArray(SPECIES, column.bits, block * LANES + lane);
        DoubleVector work = DoubleVector.fromArray(SPECIES, column.work, block * LANES + lane);
        DoubleVector ratio = DoubleVector.fromArray(SPECIES, state.ratio, lane);
        DoubleVector exact = DoubleVector.fromArray(SPECIES, state.none, lane)
                .add(DoubleVector.fromArray(SPECIES, state.full, lane));
        DoubleVector error =
                DoubleVector.fromArray(SPECIES, state.error, lane).blend(0.0, exact.compare(VectorOperators.GT, 0.0));
        add(sums, at + PackedSalesPass.SOLD_BITS * LANES, bits.mul(ratio));
        add(sums, at + PackedSalesPass.SOLD_WORK * LANES, work.mul(ratio));
        add(sums, at + PackedSalesPass.BITS_ERROR * LANES, bits.mul(error));
        add(sums, at + PackedSalesPass.WORK_ERROR * LANES, work.mul(error));
    }

    private static void add(double[] sums, int at, DoubleVector term) {
        DoubleVector.fromArray(SPECIES, sums, at).add(term).intoArray(sums, at);
    }
}
