package skybourse.learning.headroom;

import skybourse.tier2.auction.Binomial;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.ValueDistribution;

/** Conditional distribution of the limit prices of one side of a component in a {@link CountDynamicProgram}. Not thread-safe. */
final class CountBelief {

    private final Side side;
    private final SideBelief belief;
    private final int traders;
    // Expected distances by [place][queued][index]. Each innermost array is computed on first use.
    private final double[][][] orderDistance;

    CountBelief(Side side, long startTicks, int gapTicks, ValueDistribution limits, int traders) {
        this.side = side;
        this.traders = traders;
        belief = new SideBelief(side, startTicks, gapTicks, limits);
        orderDistance = new double[gapTicks + 1][traders + 1][];
    }

    SideBelief law() {
        return belief;
    }

    int traders() {
        return traders;
    }

    /** Returns the sign with which a limit price counts in gains from trade: 1 for buyers, -1 for sellers. */
    int sign() {
        return side == Side.BUYERS ? 1 : -1;
    }

    /**
     * Returns the likelihood that {@code waiting} traders still wait at a place. A factor that depends only on the number of traders and on {@code
     * waiting} is left out.
     */
    double likelihood(int place, int waiting) {
        return place < 0
                ? 1
                : Math.pow(belief.acceptance(-1, place), traders - waiting) * Math.pow(belief.waiting(place), waiting);
    }

    /**
     * Returns the expected limit price, in ticks, of the {@code index}-th best trader of {@code queued} traders that have accepted. {@code index}
     * starts at 1.
     */
    double orderMeanTicks(int place, int queued, int index) {
        double[] distances = orderDistance[place][queued];
        if (distances == null) {
            distances = orderDistances(place, queued);
            orderDistance[place][queued] = distances;
        }
        return belief.clockTicks(0) - sign() * distances[index];
    }

    /**
     * Returns the expected distance, in ticks, of each entry's limit price from the start clock. The distance of entry i is the expected number of
     * places at which fewer than i entries are reached.
     */
    private double[] orderDistances(int place, int queued) {
        double[] distances = new double[queued + 1];
        double all = belief.acceptance(-1, place);
        for (int at = 0; at < place && all > 0; at++) {
            double[] reached = Binomial.of(queued, Math.min(1, belief.acceptance(-1, at) / all));
            double fewer = 0;
            for (int index = 1; index <= queued; index++) {
                fewer += reached[index - 1];
                distances[index] += fewer;
            }
        }
        return distances;
    }
}
