package skybourse.tier1.certificate;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import skybourse.tier1.game.PricingGame;

/** What one block of followers does at one own price of the leader, with how sure that is. By lane; for one thread. */
final class BlockState {

    private static final int LANES = PricingGame.LANES;
    private static final VectorSpecies<Double> SPECIES = MultiplierSearch.SPECIES;

    /** Levels that may be off by more than this for each unit of level: a first-order error says nothing of them any more. */
    private static final double WORST_SPREAD = 1e-4;

    /** {@code y = xi / (charge + nu)} by slot and lane; the rivals' only where the block is not slack everywhere. */
    double[] levels = new double[0];

    /** The own ratio. */
    final double[] ratio = new double[LANES];

    /** How far any ratio may be from its true value. */
    final double[] error = new double[LANES];

    /** A level {@code y} lies within {@code spread y^2} of its true value; infinite where nothing is known. */
    final double[] spread = new double[LANES];

    /** 1 where the ratios surely sum to no more than one without a multiplier, else 0. */
    final double[] slack = new double[LANES];

    /** 1 where the multiplier is surely positive, else 0. */
    final double[] binding = new double[LANES];

    /** 1 where the own ratio is exactly 0, else 0. */
    final double[] none = new double[LANES];

    /** 1 where the own ratio is exactly its cap, else 0. */
    final double[] full = new double[LANES];

    boolean allSlack;
    boolean allNone;

    void reserve(int slots) {
        if (levels.length < slots * LANES) {
            levels = new double[2 * slots * LANES];
        }
    }

    /** Finds the followers' answer; where every lane is slack already only the own link moves. */
    void respond(PackedColumn column, int block, MultiplierSearch search, boolean slackAlready) {
        if (slackAlready) {
            search.evaluateFirst(levels);
        } else {
            search.search(levels);
        }
        allSlack = true;
        allNone = true;
        for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
            settle(column, block * LANES + lane, search, lane, slackAlready);
            widen(column, block * LANES + lane, search, lane);
            tellNone(column.links, column.start[block] + lane, lane);
            tellFull(column.links, column.start[block] + lane, lane);
        }
        assert isConsistent(column.links, column.start[block]);
    }

    // Four small methods that hand on arrays, never vectors: the compiler would make objects of those.

    /** Says by how much the sums of ratios may miss, and which are surely below one. */
    private void settle(PackedColumn column, int agent, MultiplierSearch search, int lane, boolean slackAlready) {
        DoubleVector rounding =
                DoubleVector.fromArray(SPECIES, column.ratioRounding, agent).mul(2); // of the own ratio and of the sum
        DoubleVector nu = DoubleVector.fromArray(SPECIES, search.multiplier, lane);
        DoubleVector excess = DoubleVector.fromArray(SPECIES, search.excess, lane);
        VectorMask<Double> isSlack = nu.compare(VectorOperators.EQ, 0.0)
                .and(excess.compare(VectorOperators.LT, rounding.neg()))
                .or(SPECIES.maskAll(slackAlready));
        excess.abs().add(rounding).blend(rounding, isSlack).intoArray(error, lane);
        DoubleVector.zero(SPECIES).blend(1.0, isSlack).intoArray(slack, lane);
        allSlack &= isSlack.allTrue();
    }

    /**
     * Says how far levels may be from the true ones, and which multipliers are surely positive. How far a multiplier may be from
     * the true one follows from its sum's miss where links are clearly inside their limits.
     */
    private void widen(PackedColumn column, int agent, MultiplierSearch search, int lane) {
        DoubleVector nu = DoubleVector.fromArray(SPECIES, search.multiplier, lane);
        DoubleVector squares = DoubleVector.fromArray(SPECIES, search.squares, lane);
        DoubleVector xi = DoubleVector.fromArray(SPECIES, column.weight, agent);
        DoubleVector miss = DoubleVector.fromArray(SPECIES, error, lane);
        VectorMask<Double> sharp = miss.compare(VectorOperators.LT, 0.5 * MultiplierSearch.MARGIN)
                .and(squares.compare(VectorOperators.GT, 0.0));
        DoubleVector ofSum = miss.mul(Rounding.SECOND_ORDER)
                .mul(xi)
                .div(squares)
                .blend(Double.POSITIVE_INFINITY, sharp.not())
                .blend(0.0, DoubleVector.fromArray(SPECIES, slack, lane).compare(VectorOperators.GT, 0.0));
        DoubleVector shift = DoubleVector.fromArray(SPECIES, column.chargeRounding, agent)
                .add(nu.mul(Rounding.CHARGE))
                .add(ofSum);
        DoubleVector wide = shift.mul(2).mul(DoubleVector.fromArray(SPECIES, column.perWeight, agent));
        VectorMask<Double> known = wide.compare(VectorOperators.LT, WORST_SPREAD);
        wide.blend(Double.POSITIVE_INFINITY, known.not()).intoArray(spread, lane);
        DoubleVector.zero(SPECIES)
                .blend(1.0, nu.compare(VectorOperators.GT, shift))
                .intoArray(binding, lane);
    }

    /** Writes the own ratios, and which are surely 0. */
    private void tellNone(LinkLanes links, int own, int lane) {
        DoubleVector inverse = DoubleVector.fromArray(SPECIES, links.inverse, own);
        DoubleVector y = DoubleVector.fromArray(SPECIES, levels, lane);
        y.sub(inverse)
                .max(0.0)
                .min(DoubleVector.fromArray(SPECIES, links.cap, own))
                .intoArray(ratio, lane);
        VectorMask<Double> isNone = y.mul(1 + Rounding.LIMIT)
                .add(DoubleVector.fromArray(SPECIES, spread, lane).mul(y).mul(y))
                .compare(VectorOperators.LT, inverse);
        DoubleVector.zero(SPECIES).blend(1.0, isNone).intoArray(none, lane);
        allNone &= isNone.allTrue();
    }

    /** Writes which own ratios are surely their caps. */
    private void tellFull(LinkLanes links, int own, int lane) {
        DoubleVector most = DoubleVector.fromArray(SPECIES, links.inverse, own)
                .add(DoubleVector.fromArray(SPECIES, links.cap, own));
        DoubleVector held = DoubleVector.fromArray(SPECIES, levels, lane).min(most.add(1));
        VectorMask<Double> isFull = held.mul(1 - Rounding.LIMIT)
                .sub(DoubleVector.fromArray(SPECIES, spread, lane).mul(held).mul(held))
                .compare(VectorOperators.GT, most);
        DoubleVector.zero(SPECIES).blend(1.0, isFull).intoArray(full, lane);
    }

    /** Restates what each lane promises; NaN, where charges overflow, is let pass. */
    private boolean isConsistent(LinkLanes links, int at) {
        for (int lane = 0; lane < LANES; lane++) {
            double cap = links.cap[at + lane];
            assert !(ratio[lane] < 0) && !(ratio[lane] > cap) : ratio[lane];
            assert !(error[lane] < 0) && !(spread[lane] < 0) : "error below 0";
            assert none[lane] == 0 || ratio[lane] == 0 : "none bought, but " + ratio[lane];
            assert full[lane] == 0 || ratio[lane] == cap : "all bought, but " + ratio[lane];
            assert slack[lane] == 0 || binding[lane] == 0 : "slack and binding";
            assert !allNone || none[lane] == 1 : "allNone, but not this lane";
            assert !allSlack || slack[lane] == 1 : "allSlack, but not this lane";
        }
        return true;
    }

    /** Tells whether own ratios fell since the state at a lower price, as they do but for their errors. */
    boolean isBelow(BlockState before) {
        for (int lane = 0; lane < LANES; lane++) {
            if (ratio[lane] - error[lane] > before.ratio[lane] + before.error[lane]) {
                return false;
            }
        }
        return true;
    }
}
