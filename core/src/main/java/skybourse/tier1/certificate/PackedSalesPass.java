package skybourse.tier1.certificate;

import java.util.Arrays;

/**
 * One pass over a leader's packed column at ascending prices: sums of the sales at each price, and bounds of the slope between neighbouring
 * prices. The order of summation is fixed: lane by lane, blocks in order.
 */
final class PackedSalesPass {

    /** Index of the bits sold among the sums at a price. The work sold, and the error bounds of both, follow. */
    static final int SOLD_BITS = 0;

    static final int SOLD_WORK = 1;
    static final int BITS_ERROR = 2;
    static final int WORK_ERROR = 3;
    static final int POINT_SUMS = 4;

    private static final int LANES = MultiplierSearch.LANES;
    private static final Marginal[] NO_COSTS = {};
    private final LaneArithmetic lanes;

    private final MultiplierSearch search;
    private FollowerBlockResponses before;
    private FollowerBlockResponses now;
    private double[] pointLanes = new double[0];
    private double[] cellLanes = new double[0];
    private final PackedFollowers column;
    private final PriceCellBoundTerms terms;

    /** Sums at each price of the last run, {@code POINT_SUMS} numbers for each. */
    double[] points = new double[0];

    /** Sums of the cell that begins at each price of the last run, {@code PriceCellBoundTerms.COUNT} numbers for each. */
    double[] cells = new double[0];

    /**
     * Range of the cost of a unit of work in a cell.
     *
     * @param lowest lower bound, money/work
     * @param highest upper bound, money/work
     */
    record Marginal(double lowest, double highest) {}

    PackedSalesPass(PackedFollowers column) {
        this(column, LaneArithmetic.present());
    }

    PackedSalesPass(PackedFollowers column, LaneArithmetic lanes) {
        this.column = column;
        this.lanes = lanes;
        search = new MultiplierSearch(lanes);
        before = new FollowerBlockResponses(lanes);
        now = new FollowerBlockResponses(lanes);
        terms = new PriceCellBoundTerms(column, lanes);
    }

    /** Sets the leader's costs, money/work. Must be called after each packing of the column. */
    void use(double costPerWork, double overloadPrice) {
        terms.use(costPerWork, overloadPrice);
    }

    /**
     * Evaluates all blocks.
     *
     * @param prices ascending prices of the leader, money/bit
     * @param wanted by price: whether the sums of the cell above it are needed
     */
    void run(double[] prices, boolean[] wanted) {
        run(prices, wanted, NO_COSTS);
    }

    /**
     * Evaluates all blocks. The costs of a unit of work may differ from cell to cell.
     *
     * @param costs by price: lowest and highest cost of a unit of work in the cell above it, money/work; an empty array if the costs given to
     *     {@link #use} hold in all cells
     */
    void run(double[] prices, boolean[] wanted, Marginal[] costs) {
        int count = prices.length;
        assert isRising(prices) : Arrays.toString(prices);
        pointLanes = cleared(pointLanes, count * POINT_SUMS * LANES);
        cellLanes = cleared(cellLanes, count * PriceCellBoundTerms.COUNT * LANES);
        for (int block = 0; block < column.blocks; block++) {
            runBlock(block, prices, wanted, costs);
        }
        points = folded(pointLanes, count * POINT_SUMS);
        cells = folded(cellLanes, count * PriceCellBoundTerms.COUNT);
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

    private static boolean isRising(double[] prices) {
        for (int k = 1; k < prices.length; k++) {
            if (!(prices[k - 1] < prices[k])) {
                return false;
            }
        }
        return true;
    }

    private void open(int block) {
        before.reserve(column.slots[block]);
        now.reserve(column.slots[block]);
        System.arraycopy(column.ceiling, block * LANES, search.ceiling, 0, LANES);
        System.arraycopy(column.guess, block * LANES, search.multiplier, 0, LANES);
        search.open(column.links, column.start[block], column.slots[block], column.weight, block * LANES);
    }

    private void runBlock(int block, double[] prices, boolean[] wanted, Marginal[] costs) {
        open(block);
        for (int k = 0; k < prices.length; k++) {
            column.charge(block, prices[k]);
            if (k > 0 && !before.allSlack) {
                search.follow(before.levels, column.floor);
            }
            now.respond(column, block, search, k > 0 && before.allSlack);
            for (int lane = 0; lane < LANES; lane += lanes.step) {
                lanes.addPoint(now, column, block, pointLanes, k * POINT_SUMS * LANES + lane, lane);
            }
            assert k == 0 || now.isBelow(before) : "own ratios rise with the price";
            if (k > 0 && wanted[k - 1]) {
                int at = (k - 1) * PriceCellBoundTerms.COUNT * LANES;
                if (costs.length > 0) {
                    terms.use(costs[k - 1].lowest(), costs[k - 1].highest() - costs[k - 1].lowest());
                }
                terms.add(block, before, now, prices[k - 1], prices[k], cellLanes, at);
            }
            if (now.allNone) {
                break;
            }
            swap();
        }
    }

    private void swap() {
        FollowerBlockResponses last = before;
        before = now;
        now = last;
    }
}
