package skybourse.tier1.certificate;

import skybourse.tier1.game.PricingGame;

/**
 * Right for many followers at once and for multipliers that are proved near, not exact; wrong where one follower's ratios are
 * wanted to the last bit: {@code ExactResponse} does that.
 *
 * <p>The certificate's own follower: finds the multiplier {@code nu} of {@code sum o <= 1} for a block of agents at once.
 *
 * <p>Halley's iteration on {@code f(nu) = sum o(nu) - 1}, kept inside a bracket of signs and replaced by bisection when it
 * leaves it. Nothing is trusted but the last evaluation: all ratios fall with {@code nu}, so each differs from its true
 * value by at most {@code |f|}, the sum's own miss. At {@code nu = 0} with {@code f <= 0} the ratios are exact.
 *
 * <p>Every lane is on its own: it stops at its own step, so its result does not depend on its neighbours or on the vector
 * width.
 */
final class MultiplierSearch {

    static final int LANES = PricingGame.LANES;

    /** Links whose ratio is at least this far from both ends count in the slope of {@code f}. */
    static final double MARGIN = 1e-6;

    static final double TOLERANCE = 1e-10;
    static final double SMALLEST_DENOMINATOR = 1e-200;
    static final int FAST_STEPS = 12;
    private static final int STEPS = 200;

    /** The multiplier by lane, money: the first guess before {@link #search}, the result after it. */
    final double[] multiplier = new double[LANES];

    /** A multiplier at which nobody buys, by lane: to be set before {@link #search}. */
    final double[] ceiling = new double[LANES];

    /** {@code sum o - 1} at the multiplier, as computed. */
    final double[] excess = new double[LANES];

    /** Sum of {@code y^2} over links at least {@link #MARGIN} away from both ends. */
    final double[] squares = new double[LANES];

    final double[] cubes = new double[LANES];
    final double[] low = new double[LANES];
    final double[] high = new double[LANES];
    private final Lanes lanes;
    LinkLanes links = new LinkLanes();
    int first;
    private int slots;
    double[] weight = new double[LANES];
    int agent;

    MultiplierSearch() {
        this(Lanes.present());
    }

    MultiplierSearch(Lanes lanes) {
        this.lanes = lanes;
    }

    /**
     * Turns to some followers, one in each lane.
     *
     * @param links holds their links
     * @param first entry of the first link of lane 0
     * @param slots links of each lane, padding included
     * @param weight {@code xi} by agent, money
     * @param agent the agent in lane 0
     */
    void open(LinkLanes links, int first, int slots, double[] weight, int agent) {
        this.links = links;
        this.first = first;
        this.slots = slots;
        this.weight = weight;
        this.agent = agent;
    }

    /**
     * Searches for all lanes.
     *
     * @param levels receives {@code y = xi / (charge + nu)} by slot and lane
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

    /** Evaluates {@code f} at the multipliers as they stand, without moving them. */
    void evaluate(double[] levels) {
        for (int lane = 0; lane < LANES; lane += lanes.step) {
            lanes.evaluate(this, slots, levels, lane);
        }
    }

    /** Evaluates the first links alone. */
    void evaluateFirst(double[] levels) {
        for (int lane = 0; lane < LANES; lane += lanes.step) {
            lanes.evaluate(this, 1, levels, lane);
        }
    }

    /**
     * Guesses the multipliers after the first links' charges have changed: what the other links add to the sums is known, so that
     * one step of the iteration needs no evaluation.
     *
     * @param levels of the last evaluation
     * @param floor multipliers too low, by agent, money
     */
    void follow(double[] levels, double[] floor) {
        for (int lane = 0; lane < LANES; lane += lanes.step) {
            lanes.follow(this, levels, floor, lane);
        }
    }

    /** Tells whether the multipliers stand between their brackets' ends; NaN, where charges overflow, is let pass. */
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
