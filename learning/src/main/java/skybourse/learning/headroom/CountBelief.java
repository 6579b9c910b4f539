package skybourse.learning.headroom;

import skybourse.tier2.auction.Binomial;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.ValueDistribution;

/** Distribution of one side of a component in a {@link CountProgram}. Not thread-safe. */
final class CountBelief {

    private final Side side;
    private final SideBelief law;
    private final int traders;
    private final double[][][] orderDistance; // [place][queued][index], computed on first use

    CountBelief(Side side, long startTicks, int gapTicks, ValueDistribution limits, int traders) {
        this.side = side;
        this.traders = traders;
        law = new SideBelief(side, startTicks, gapTicks, limits);
        orderDistance = new double[gapTicks + 1][traders + 1][];
    }

    SideBelief law() {
        return law;
    }

    int traders() {
        return traders;
    }

    /** Returns 1 for buyers, whose limit prices are gains, and -1 for sellers. */
    int sign() {
        return side == Side.BUYERS ? 1 : -1;
    }

    /** Returns the likelihood of a number of waiting traders at a place, up to a factor that depends only on the numbers. */
    double likelihood(int place, int waiting) {
        return place < 0
                ? 1
                : Math.pow(law.acceptance(-1, place), traders - waiting) * Math.pow(law.waiting(place), waiting);
    }

    /** Returns the expected limit price of the index-th best trader, from 1, of those that have accepted. */
    double orderMeanTicks(int place, int queued, int index) {
        double[] distances = orderDistance[place][queued];
        if (distances == null) {
            distances = orderDistances(place, queued);
            orderDistance[place][queued] = distances;
        }
        return law.clockTicks(0) - sign() * distances[index];
    }

    /** Returns expected distances of entries from the start clock. That of entry i is the number of places at which fewer than i are reached. */
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
