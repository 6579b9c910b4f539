package skybourse.learning.headroom;

import skybourse.tier2.auction.Binomial;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.ValueDistribution;

/** One side of one component, as {@link CountProgram} looks at it. */
final class CountLaw {

    private final Side side;
    private final SideLaw law;
    private final int traders;
    private final double[][][] orderDistance; // [place][queued][index], filled when first asked

    CountLaw(Side side, long startTicks, int gapTicks, ValueDistribution limits, int traders) {
        this.side = side;
        this.traders = traders;
        law = new SideLaw(side, startTicks, gapTicks, limits);
        orderDistance = new double[gapTicks + 1][traders + 1][];
    }

    SideLaw law() {
        return law;
    }

    int traders() {
        return traders;
    }

    /** Returns 1 for buyers, whose limits are gains, and -1 for sellers. */
    int sign() {
        return side == Side.BUYERS ? 1 : -1;
    }

    /** Returns how likely these numbers are at a place, up to a factor that only the numbers fix. */
    double likelihood(int place, int waiting) {
        return place < 0
                ? 1
                : Math.pow(law.acceptance(-1, place), traders - waiting) * Math.pow(law.waiting(place), waiting);
    }

    /** Returns the expected limit of the index-th most eager, from 1, of those that a clock has passed. */
    double orderMeanTicks(int place, int queued, int index) {
        double[] distances = orderDistance[place][queued];
        if (distances == null) {
            distances = orderDistances(place, queued);
            orderDistance[place][queued] = distances;
        }
        return law.clockTicks(0) - sign() * distances[index];
    }

    /** The distance of entry i is the number of places up to which fewer than i are reached. */
    private double[] orderDistances(int place, int queued) {
        double[] distances = new double[queued + 1];
        double all = law.acceptance(-1, place);
        for (int at = 0; at < place && all > 0; at++) {
            double[] reached = Binomial.of(queued, Math.min(1, law.acceptance(-1, at) / all));
            double fewer = 0;
            for (int index = 1; index <= queued; index++) {
                fewer += reached[index - 1];
                distances[index] += fewer;
            }
        }
        return distances;
    }
}
