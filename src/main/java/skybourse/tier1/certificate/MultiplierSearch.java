package skybourse.tier1.certificate;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
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
    static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > LANES ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;

    /** Links whose ratio is at least this far from both ends count in the slope of {@code f}. */
    static final double MARGIN = 1e-6;

    private static final double TOLERANCE = 1e-10;
    private static final double SMALLEST_DENOMINATOR = 1e-200;
    private static final int FAST_STEPS = 12;
    private static final int STEPS = 200;

    /** The multiplier by lane, money: the first guess before {@link #search}, the result after it. */
    final double[] multiplier = new double[LANES];

    /** A multiplier at which nobody buys, by lane: to be set before {@link #search}. */
    final double[] ceiling = new double[LANES];

    /** {@code sum o - 1} at the multiplier, as computed. */
    final double[] excess = new double[LANES];

    /** Sum of {@code y^2} over links at least {@link #MARGIN} away from both ends. */
    final double[] squares = new double[LANES];

    private final double[] cubes = new double[LANES];
    private final double[] stepped = new double[LANES];
    private final double[] moved = new double[LANES];
    private final double[] low = new double[LANES];
    private final double[] high = new double[LANES];
    private LinkLanes links = new LinkLanes();
    private int first;
    private int slots;
    private double[] weight = new double[LANES];
    private int agent;

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
        for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
            DoubleVector.broadcast(SPECIES, -1.0).intoArray(low, lane); // below 0: zero was not tried
            DoubleVector.fromArray(SPECIES, ceiling, lane).intoArray(high, lane);
            for (int step = 0; step < STEPS; step++) {
                evaluate(slots, levels, lane);
                assert isBracketed(lane) : "multiplier outside its bracket";
                if (advance(lane, step)) {
                    break;
                }
            }
        }
    }

    /** Evaluates {@code f} at the multipliers as they stand, without moving them. */
    void evaluate(double[] levels) {
        for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
            evaluate(slots, levels, lane);
        }
    }

    /** Evaluates the first links alone. */
    void evaluateFirst(double[] levels) {
        for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
            evaluate(1, levels, lane);
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
        for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
            addFirst(levels, -1, lane);
            moveFirst(lane);
            addFirst(moved, 1, lane);
            step(lane);
            DoubleVector next = DoubleVector.fromArray(SPECIES, stepped, lane);
            DoubleVector least = DoubleVector.fromArray(SPECIES, floor, agent + lane);
            DoubleVector most = DoubleVector.fromArray(SPECIES, ceiling, lane);
            least.blend(next.min(most), next.compare(VectorOperators.GT, least)).intoArray(multiplier, lane);
        }
    }

    /** Writes the first links' levels at the multipliers as they stand. */
    private void moveFirst(int lane) {
        DoubleVector nu = DoubleVector.fromArray(SPECIES, multiplier, lane);
        DoubleVector charge = DoubleVector.fromArray(SPECIES, links.charge, first + lane);
        DoubleVector.fromArray(SPECIES, weight, agent + lane)
                .div(charge.add(nu).max(SMALLEST_DENOMINATOR))
                .intoArray(moved, lane);
    }

    /** Adds the first links to the sums of the last evaluation, or takes them off. */
    private void addFirst(double[] levels, double sign, int lane) {
        DoubleVector y = DoubleVector.fromArray(SPECIES, levels, lane);
        DoubleVector u = DoubleVector.fromArray(SPECIES, links.cap, first + lane);
        DoubleVector ratio = y.sub(DoubleVector.fromArray(SPECIES, links.inverse, first + lane));
        VectorMask<Double> inside =
                ratio.compare(VectorOperators.GT, MARGIN).and(ratio.compare(VectorOperators.LT, u.sub(MARGIN)));
        DoubleVector y2 = y.mul(y).mul(sign);
        DoubleVector sum = DoubleVector.fromArray(SPECIES, excess, lane);
        sum.add(ratio.max(0.0).min(u).mul(sign)).intoArray(excess, lane);
        DoubleVector sum2 = DoubleVector.fromArray(SPECIES, squares, lane);
        sum2.add(y2, inside).max(0.0).intoArray(squares, lane);
        DoubleVector sum3 = DoubleVector.fromArray(SPECIES, cubes, lane);
        sum3.add(y2.mul(y), inside).max(0.0).intoArray(cubes, lane);
    }

    /** Tells whether the multipliers stand between their brackets' ends; NaN, where charges overflow, is let pass. */
    private boolean isBracketed(int lane) {
        for (int i = lane; i < lane + SPECIES.length(); i++) {
            assert !(multiplier[i] < 0) : multiplier[i];
            assert !(excess[i] < -1) && !(squares[i] < 0) : excess[i];
            if (low[i] > multiplier[i] || multiplier[i] > high[i]) {
                return false;
            }
        }
        return true;
    }

    private void evaluate(int slots, double[] levels, int lane) {
        DoubleVector nu = DoubleVector.fromArray(SPECIES, multiplier, lane);
        DoubleVector xi = DoubleVector.fromArray(SPECIES, weight, agent + lane);
        DoubleVector sum = DoubleVector.broadcast(SPECIES, -1.0);
        DoubleVector sum2 = DoubleVector.zero(SPECIES);
        DoubleVector sum3 = DoubleVector.zero(SPECIES);
        int entry = first + lane;
        int level = lane;
        for (int slot = 0; slot < slots; slot++) {
            DoubleVector denominator =
                    DoubleVector.fromArray(SPECIES, links.charge, entry).add(nu).max(SMALLEST_DENOMINATOR);
            DoubleVector y = xi.div(denominator);
            DoubleVector u = DoubleVector.fromArray(SPECIES, links.cap, entry);
            DoubleVector ratio = y.sub(DoubleVector.fromArray(SPECIES, links.inverse, entry));
            VectorMask<Double> inside =
                    ratio.compare(VectorOperators.GT, MARGIN).and(ratio.compare(VectorOperators.LT, u.sub(MARGIN)));
            y.intoArray(levels, level);
            sum = sum.add(ratio.max(0.0).min(u));
            DoubleVector y2 = y.mul(y);
            sum2 = sum2.add(y2, inside);
            sum3 = sum3.add(y2.mul(y), inside);
            entry += LANES;
            level += LANES;
        }
        sum.intoArray(excess, lane);
        sum2.intoArray(squares, lane);
        sum3.intoArray(cubes, lane);
    }

    /** Moves the lanes that are not done; returns whether all are. */
    private boolean advance(int lane, int step) {
        DoubleVector nu = DoubleVector.fromArray(SPECIES, multiplier, lane);
        DoubleVector f = DoubleVector.fromArray(SPECIES, excess, lane);
        VectorMask<Double> above = f.compare(VectorOperators.GT, 0.0);
        DoubleVector lo = DoubleVector.fromArray(SPECIES, low, lane).blend(nu, above);
        DoubleVector hi = DoubleVector.fromArray(SPECIES, high, lane).blend(nu, above.not());
        DoubleVector floor = lo.max(0.0);
        VectorMask<Double> done = f.abs()
                .compare(VectorOperators.LE, TOLERANCE)
                .or(nu.compare(VectorOperators.EQ, 0.0).andNot(above))
                .or(hi.sub(floor).compare(VectorOperators.LE, hi.mul(Rounding.BRACKET)));
        if (done.allTrue()) {
            return true;
        }
        step(lane);
        DoubleVector next = DoubleVector.fromArray(SPECIES, stepped, lane);
        VectorMask<Double> good = next.compare(VectorOperators.GT, floor).and(next.compare(VectorOperators.LT, hi));
        if (step >= FAST_STEPS) {
            good = good.andNot(good);
        }
        VectorMask<Double> tryZero =
                lo.compare(VectorOperators.LT, 0.0).andNot(above).andNot(good);
        DoubleVector middle = floor.add(hi).mul(0.5).blend(0.0, tryZero);
        middle.blend(next, good).blend(nu, done).intoArray(multiplier, lane);
        lo.intoArray(low, lane);
        hi.intoArray(high, lane);
        return false;
    }

    /**
     * Writes {@code nu + f xi S2 / (S2^2 - f S3)} with {@code Sk} the sum of {@code y^k}: {@code f' = -S2 / xi}, {@code f'' = 2
     * S3 / xi^2}. Where the divisor is small the step is Newton's, {@code nu + f xi / S2}.
     */
    private void step(int lane) {
        DoubleVector f = DoubleVector.fromArray(SPECIES, excess, lane);
        DoubleVector sum2 = DoubleVector.fromArray(SPECIES, squares, lane);
        DoubleVector newton = sum2.mul(sum2);
        DoubleVector halley = newton.sub(f.mul(DoubleVector.fromArray(SPECIES, cubes, lane)));
        DoubleVector divisor = newton.blend(halley, halley.compare(VectorOperators.GT, newton.mul(0.1)));
        DoubleVector xi = DoubleVector.fromArray(SPECIES, weight, agent + lane);
        DoubleVector.fromArray(SPECIES, multiplier, lane)
                .add(f.mul(xi).mul(sum2).div(divisor))
                .intoArray(stepped, lane);
    }
}
