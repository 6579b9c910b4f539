package skybourse.tier1.certificate;

/**
 * Scalar implementation of {@link LaneArithmetic}, one follower at a time. Its results equal those of {@link VectorLaneArithmetic} in
 * every bit.
 */
final class ScalarLaneArithmetic extends LaneArithmetic {

    ScalarLaneArithmetic() {
        super(1);
    }

    @Override
    void begin(MultiplierSearch search, int lane) {
        search.low[lane] = -1;
        search.high[lane] = search.ceiling[lane];
    }

    @Override
    void evaluate(MultiplierSearch search, int slots, double[] levels, int lane) {
        LinkLanes links = search.links;
        double nu = search.multiplier[lane];
        double xi = search.weight[search.agent + lane];
        double sum = -1;
        double sum2 = 0;
        double sum3 = 0;
        int entry = search.first + lane;
        for (int level = lane; level < slots * LANES; level += LANES, entry += LANES) {
            double y = xi / Math.max(links.charge[entry] + nu, MultiplierSearch.SMALLEST_DENOMINATOR);
            double ratio = y - links.inverse[entry];
            levels[level] = y;
            sum += Math.min(Math.max(ratio, 0), links.cap[entry]);
            if (isInside(ratio, links.cap[entry])) {
                sum2 += y * y;
                sum3 += y * y * y;
            }
        }
        search.excess[lane] = sum;
        search.squares[lane] = sum2;
        search.cubes[lane] = sum3;
    }

    private static boolean isInside(double ratio, double cap) {
        return ratio > MultiplierSearch.MARGIN && ratio < cap - MultiplierSearch.MARGIN;
    }

    @Override
    boolean advance(MultiplierSearch search, int lane, int step) {
        double nu = search.multiplier[lane];
        double f = search.excess[lane];
        boolean above = f > 0;
        double lo = above ? nu : search.low[lane];
        double hi = above ? search.high[lane] : nu;
        double floor = Math.max(lo, 0);
        if (Math.abs(f) <= MultiplierSearch.TOLERANCE
                || (nu == 0 && !above)
                || hi - floor <= hi * RoundingErrorBounds.BRACKET) {
            return true;
        }
        double next = stepped(search, lane);
        if (!(next > floor && next < hi) || step >= MultiplierSearch.FAST_STEPS) {
            next = lo < 0 && !above ? 0 : (floor + hi) * 0.5;
        }
        search.multiplier[lane] = next;
        search.low[lane] = lo;
        search.high[lane] = hi;
        return false;
    }

    private static double stepped(MultiplierSearch search, int lane) {
        double f = search.excess[lane];
        double sum2 = search.squares[lane];
        double newton = sum2 * sum2;
        double halley = newton - f * search.cubes[lane];
        double divisor = halley > newton * 0.1 ? halley : newton;
        return search.multiplier[lane] + f * search.weight[search.agent + lane] * sum2 / divisor;
    }

    @Override
    void follow(MultiplierSearch search, double[] levels, double[] floor, int lane) {
        int first = search.first + lane;
        addFirst(search, levels[lane], -1, lane);
        double denominator = search.links.charge[first] + search.multiplier[lane];
        double xi = search.weight[search.agent + lane];
        addFirst(search, xi / Math.max(denominator, MultiplierSearch.SMALLEST_DENOMINATOR), 1, lane);
        double next = stepped(search, lane);
        double least = floor[search.agent + lane];
        search.multiplier[lane] = next > least ? Math.min(next, search.ceiling[lane]) : least;
    }

    private static void addFirst(MultiplierSearch search, double y, double sign, int lane) {
        double cap = search.links.cap[search.first + lane];
        double ratio = y - search.links.inverse[search.first + lane];
        search.excess[lane] += Math.min(Math.max(ratio, 0), cap) * sign;
        if (isInside(ratio, cap)) {
            double y2 = y * y * sign;
            search.squares[lane] = Math.max(search.squares[lane] + y2, 0);
            search.cubes[lane] = Math.max(search.cubes[lane] + y2 * y, 0);
        }
    }

    @Override
    void settle(
            FollowerBlockResponses state,
            PackedFollowers column,
            int block,
            MultiplierSearch search,
            int lane,
            boolean slackAlready) {
        int agent = block * LANES + lane;
        double rounding = column.ratioRounding[agent] * 2;
        double nu = search.multiplier[lane];
        double excess = search.excess[lane];
        boolean isSlack = (nu == 0 && excess < -rounding) || slackAlready;
        double miss = isSlack ? rounding : Math.abs(excess) + rounding;
        boolean sharp = miss < 0.5 * MultiplierSearch.MARGIN && search.squares[lane] > 0;
        double known = sharp
                ? miss * RoundingErrorBounds.SECOND_ORDER * column.weight[agent] / search.squares[lane]
                : Double.POSITIVE_INFINITY;
        double shift = column.chargeRounding[agent] + nu * RoundingErrorBounds.CHARGE + (isSlack ? 0 : known);
        double wide = shift * 2 * column.perWeight[agent];
        state.error[lane] = miss;
        state.slack[lane] = isSlack ? 1 : 0;
        state.allSlack &= isSlack;
        state.spread[lane] = wide < FollowerBlockResponses.WORST_SPREAD ? wide : Double.POSITIVE_INFINITY;
        state.binding[lane] = nu > shift ? 1 : 0;
        tell(state, column.links, column.start[block] + lane, lane);
    }

    private static void tell(FollowerBlockResponses state, LinkLanes links, int own, int lane) {
        double inverse = links.inverse[own];
        double y = state.levels[lane];
        state.ratio[lane] = Math.min(Math.max(y - inverse, 0), links.cap[own]);
        boolean isNone = isNone(y, state.spread[lane], inverse);
        state.none[lane] = isNone ? 1 : 0;
        state.allNone &= isNone;
        state.full[lane] = isFull(y, state.spread[lane], inverse + links.cap[own]) ? 1 : 0;
    }

    private static boolean isNone(double y, double spread, double inverse) {
        return y * (1 + RoundingErrorBounds.LIMIT) + spread * y * y < inverse;
    }

    private static boolean isFull(double y, double spread, double most) {
        double held = Math.min(y, most + 1);
        return held * (1 - RoundingErrorBounds.LIMIT) - spread * held * held > most;
    }

    @Override
    void addPoint(FollowerBlockResponses state, PackedFollowers column, int block, double[] sums, int at, int lane) {
        double bits = column.bits[block * LANES + lane];
        double work = column.work[block * LANES + lane];
        double error = state.none[lane] + state.full[lane] > 0 ? 0 : state.error[lane];
        sums[at + PackedSalesPass.SOLD_BITS * LANES] += bits * state.ratio[lane];
        sums[at + PackedSalesPass.SOLD_WORK * LANES] += work * state.ratio[lane];
        sums[at + PackedSalesPass.BITS_ERROR * LANES] += bits * error;
        sums[at + PackedSalesPass.WORK_ERROR * LANES] += work * error;
    }

    @Override
    void boundRivals(
            PriceCellBoundTerms terms, int block, FollowerBlockResponses before, FollowerBlockResponses now, int lane) {
        LinkLanes links = terms.column.links;
        double low = 0;
        double high = 0;
        for (int slot = 1; slot < terms.column.slots[block]; slot++) {
            int entry = terms.column.start[block] + slot * LANES + lane;
            double inverse = links.inverse[entry];
            double most = inverse + links.cap[entry];
            double a = before.levels[slot * LANES + lane];
            double b = now.levels[slot * LANES + lane];
            double least = Math.min(a, most) - before.error[lane];
            double largest = b + now.error[lane];
            if (least > inverse && largest < most) {
                low += least * least;
            }
            if (!isNone(b, now.spread[lane], inverse) && !isFull(a, before.spread[lane], most)) {
                largest = Math.min(Math.max(largest, inverse), most);
                high += largest * largest;
            }
        }
        terms.rivalsLow[lane] = low;
        terms.rivalsHigh[lane] = high;
    }

    @Override
    void boundOwn(
            PriceCellBoundTerms terms, int block, FollowerBlockResponses before, FollowerBlockResponses now, int lane) {
        PackedFollowers column = terms.column;
        int agent = block * LANES + lane;
        double inverse = column.links.inverse[column.start[block] + lane];
        double cap = column.links.cap[column.start[block] + lane];
        double most = before.ratio[lane] + before.error[lane];
        double least = now.ratio[lane] - now.error[lane];
        boolean none = before.none[lane] > 0;
        boolean still = none || now.full[lane] > 0;
        boolean inside = least > 0 && most < cap;
        most = none ? 0 : Math.min(most, cap);
        least = Math.max(least, 0);
        double squareLow = (least + inverse) * (least + inverse);
        double squareHigh = (most + inverse) * (most + inverse);
        double perWeight = column.bits[agent] * column.perWeight[agent];
        double low = squareLow * perWeight;
        double high = squareHigh * perWeight;
        if (!before.allSlack) {
            double r = terms.rivalsLow[lane];
            low *= before.slack[lane] > 0 ? 1 : r / (r + squareLow);
            r = terms.rivalsHigh[lane];
            high *= now.binding[lane] > 0 ? r / (r + squareHigh) : 1;
        }
        low = inside && !still ? low : 0;
        terms.fallHigh[lane] = Math.max(still ? 0 : high, low);
        terms.fallLow[lane] = low;
        terms.ratioLow[lane] = least;
        terms.ratioHigh[lane] = most;
    }

    @Override
    void add(PriceCellBoundTerms terms, int agent, double from, double to, double[] sums, int at, int lane) {
        double bits = terms.column.bits[agent];
        double work = terms.column.work[agent];
        double cost = work * terms.costPerWork;
        double a = bits * from - cost;
        double b = bits * to - cost;
        double overload = work * terms.overloadPrice;
        double low = terms.fallLow[lane];
        double high = terms.fallHigh[lane];
        sums[at + PriceCellBoundTerms.MONOTONE * LANES] +=
                Math.max(b, 0) * terms.ratioHigh[lane] + Math.min(b, 0) * terms.ratioLow[lane];
        sums[at + PriceCellBoundTerms.BITS_FALL * LANES] += bits * high;
        sums[at + PriceCellBoundTerms.WORK_FALL * LANES] += work * high;
        addSlopes(low, high, a, b, sums, at + PriceCellBoundTerms.SLOPE_HIGH * LANES);
        addSlopes(low, high, a - overload, b - overload, sums, at + PriceCellBoundTerms.LOADED_HIGH * LANES);
    }

    private static void addSlopes(double low, double high, double a, double b, double[] sums, int at) {
        sums[at] += -Math.min(a * low, a * high);
        sums[at + LANES] += -Math.max(b * low, b * high);
    }
}
