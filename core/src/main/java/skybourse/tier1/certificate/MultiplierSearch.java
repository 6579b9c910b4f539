package skybourse.tier1.certificate;

import skybourse.tier1.game.PricingGame;

/**
 * Best responses of followers in the certificate: finds the multiplier {@code nu} of {@code sum o <= 1} for a block of agents at once.
 * {@code ExactFollowerResponse} computes the ratios of single followers exactly.
 *
 * <p>Halley's iteration on {@code f(nu) = sum o(nu) - 1}, with a bracket, and bisection if a step leaves it. The proof uses only the last
 * evaluation: all ratios fall with {@code nu}, so that each differs from its true value by at most {@code |f|}. At {@code nu = 0} with
 * {@code f <= 0} the ratios are exact, apart from rounding.
 *
 * <p>Each lane stops after its own number of steps. The result of a lane therefore depends neither on other lanes nor on the vector width.
 */
final class MultiplierSearch {

    static final int LANES = PricingGame.LANES;

    /** Smallest distance of a ratio to its bounds at which its link counts in the slope of {@code f}. */
    static final double MARGIN = 1e-6;

    static final double TOLERANCE = 1e-10;
    static final double SMALLEST_DENOMINATOR = 1e-200;
    static final int FAST_STEPS = 12;
    private static final int STEPS = 200;

    /** Multiplier by lane, money: the initial value before {@link #search}, the result after it. */
    final double[] multiplier = new double[LANES];

    /** Multiplier at which all ratios are 0, by lane, money; must be set before {@link #search}. */
    final double[] ceiling = new double[LANES];

    /** Computed value of {@code sum o - 1} at the multiplier, by lane. */
    final double[] excess = new double[LANES];

    /** Sum of {@code y^2} over links whose ratios are at least {@link #MARGIN} away from their bounds, by lane. */
    final double[] squares = new double[LANES];

    final double[] cubes = new double[LANES];
    final double[] low = new double[LANES];
    final double[] high = new double[LANES];
    private final LaneArithmetic lanes;
    LinkLanes links = new LinkLanes();
    int first;
    private int slots;
    double[] weight = new double[LANES];
    int agent;

    MultiplierSearch() {
        this(LaneArithmetic.present());
    }

    MultiplierSearch(LaneArithmetic lanes) {
        this.lanes = lanes;
    }

    /**
     * Selects followers, one per lane.
     *
     * @param links their links
     * @param first entry of the first link of lane 0
     * @param slots number of links of each lane, with padding
     * @param weight {@code xi} by agent, money
     * @param agent index of the agent in lane 0
     */
    void open(LinkLanes links, int first, int slots, double[] weight, int agent) {
        this.links = links;
        this.first = first;
        this.slots = slots;
        this.weight = weight;
        this.agent = agent;
    }

    /**
     * Finds the multipliers of all lanes.
     *
     * @param levels written: {@code y = xi / (charge + nu)} by slot and lane
     */
    void search(double[] levels) {
        for (int lane = 0; lane < LANES; lane += lanes.step) {
            lanes.begin(this, lane);
            for (int step = 0; step < STEPS; step++) {
                lanes.evaluate(this, slots, levels, lane);
                assert isBracketed(lane) : "multiplier outside its bracket";
                if (lanes.advance(this, lane, step)) {
                    break;
                }
            }
        }
    }

    /** Evaluates {@code f} at the present multipliers. */
    void evaluate(double[] levels) {
        for (int lane = 0; lane < LANES; lane += lanes.step) {
            lanes.evaluate(this, slots, levels, lane);
        }
    }

    /** Evaluates only the first link of each lane. */
    void evaluateFirst(double[] levels) {
        for (int lane = 0; lane < LANES; lane += lanes.step) {
            lanes.evaluate(this, 1, levels, lane);
        }
    }

    /**
     * Estimates the multipliers after a change of the first links' charges. The terms of the other links are known from the last evaluation,
     * so that one step of the iteration needs no new evaluation.
     *
     * @param levels levels of the last evaluation
     * @param floor lower bounds of the multipliers, by agent, money
     */
    void follow(double[] levels, double[] floor) {
        for (int lane = 0; lane < LANES; lane += lanes.step) {
            lanes.follow(this, levels, floor, lane);
        }
    }

    /** Returns whether all multipliers are in their brackets. NaN, which results from charges that overflow, is accepted. */
    private boolean isBracketed(int lane) {
        for (int i = lane; i < lane + lanes.step; i++) {
            assert !(multiplier[i] < 0) : multiplier[i];
            assert !(excess[i] < -1) && !(squares[i] < 0) : excess[i];
            if (low[i] > multiplier[i] || multiplier[i] > high[i]) {
                return false;
            }
        }
        return true;
    }
}
