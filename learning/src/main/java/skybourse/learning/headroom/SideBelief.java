package skybourse.learning.headroom;

import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.ValueDistribution;

/**
 * Conditional distribution of the limit prices of one side, given the place of its clock.
 *
 * <p>A place is -1 before the first announcement to the side. Afterwards it is the distance, in ticks, of the clock from its start. A trader waits at
 * a place if the clock has not reached its limit price. The limit price of a waiting trader therefore has the original distribution, truncated at the
 * clock.
 */
final class SideBelief {

    private final Side side;
    private final long startTicks;
    // Probability of a limit price beyond the place, by [place + 1].
    private final double[] beyond;
    // Acceptance probabilities by [from + 1][to + 1].
    private final double[][] acceptance;
    // Mean limit prices by [from + 1][to + 1]. They are set only where the acceptance probability is above 0.
    private final double[][] mean;

    SideBelief(Side side, long startTicks, int gapTicks, ValueDistribution limits) {
        this.side = side;
        this.startTicks = startTicks;
        int places = gapTicks + 2;
        // Element [place + 1] is the probability that the clock first reaches the limit price at this place.
        double[] mass = new double[places];
        double[] value = new double[places];
        beyond = new double[places];
        for (long limit = limits.lowTicks(); limit <= limits.highTicks(); limit++) {
            long distance = side == Side.BUYERS ? startTicks - limit : limit - startTicks;
            if (distance > gapTicks) {
                beyond[places - 1] += limits.probability(limit);
            } else {
                int place = (int) Math.max(0, distance);
                mass[place + 1] += limits.probability(limit);
                value[place + 1] += limits.probability(limit) * limit;
            }
        }
        for (int i = places - 2; i >= 0; i--) {
            beyond[i] = beyond[i + 1] + mass[i + 1];
        }
        acceptance = new double[places][places];
        mean = new double[places][places];
        for (int from = 0; from < places; from++) {
            fill(from, mass, value);
        }
    }

    /**
     * Computes the acceptance probabilities and mean limit prices for moves that start at place index {@code from}. Sums run forward, which avoids
     * differences of nearly equal sums.
     */
    private void fill(int from, double[] mass, double[] value) {
        double reached = 0;
        double limits = 0;
        for (int to = from + 1; to < mass.length; to++) {
            reached += mass[to];
            limits += value[to];
            if (reached > 0) {
                acceptance[from][to] = beyond[to] == 0 ? 1 : Math.min(1, reached / beyond[from]);
                mean[from][to] = limits / reached;
            }
        }
    }

    /**
     * Returns the probability that a move of the clock from {@code from} to {@code to} reaches the limit price of a trader that waits at {@code
     * from}.
     */
    double acceptance(int from, int to) {
        return acceptance[from + 1][to + 1];
    }

    /** Returns the probability that a trader waits at a place. */
    double waiting(int place) {
        return beyond[place + 1];
    }

    /** Returns the expected limit price of a trader that waited at {@code from} and accepted at {@code to}. */
    double meanTicks(int from, int to) {
        return mean[from + 1][to + 1];
    }

    /** Returns the expected regret of a trader that waited at {@code from} and accepted at {@code to}. */
    double regretTicks(int from, int to) {
        return Math.abs(meanTicks(from, to) - clockTicks(to));
    }

    /** Returns the clock price at a place. */
    long clockTicks(int place) {
        int distance = Math.max(0, place);
        return side == Side.BUYERS ? startTicks - distance : startTicks + distance;
    }

    /** Returns the place of a clock price that has been announced. */
    int place(long clockTicks) {
        return (int) Math.abs(clockTicks - startTicks);
    }
}
