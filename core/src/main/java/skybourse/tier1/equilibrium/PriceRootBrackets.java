package skybourse.tier1.equilibrium;

import java.util.Arrays;

/**
 * Brackets of the prices at which the slopes of leaders' profits change their signs. At a kink the slope jumps over zero. Newton steps
 * oscillate around the kink, while a bracket converges to it. Because the rivals move meanwhile, each bracket is widened by a share of
 * their moves. A share suffices, because best responses move less than the rivals do.
 */
final class PriceRootBrackets {

    /** Share of the rivals' largest relative move by which a bracket is widened. */
    private static final double WIDENED = 0.35;

    /** After this number of shortened steps from the same side, a step goes to the end of the bracket instead of half the way. */
    private static final int CHECKED = 3;

    private final double[] low;
    private final double[] high;
    private final double[] slopes;
    private final int[] cuts;

    PriceRootBrackets(int leaders) {
        low = new double[leaders];
        high = new double[leaders];
        slopes = new double[leaders];
        cuts = new int[leaders];
        Arrays.fill(high, Double.POSITIVE_INFINITY);
    }

    /** Widens each bracket after a move of all prices. */
    void widen(double[] from, double[] to) {
        double largest = 0;
        double second = 0;
        int mover = -1;
        for (int s = 0; s < from.length; s++) {
            double move = BestResponseRun.relativeMove(from[s], to[s]);
            if (move > largest) {
                second = largest;
                largest = move;
                mover = s;
            } else {
                second = Math.max(second, move);
            }
        }
        for (int s = 0; s < low.length; s++) {
            double rivals = WIDENED * (s == mover ? second : largest);
            low[s] *= 1 - rivals;
            high[s] *= 1 + rivals;
        }
    }

    /** Records the slope of a profit at a price. Slope 0 resets the bracket. */
    void note(int leader, double price, double slope) {
        cuts[leader] = slope * slopes[leader] > 0 ? cuts[leader] : 0;
        slopes[leader] = slope;
        if (slope > 0) {
            low[leader] = price;
            high[leader] = high[leader] <= price ? Double.POSITIVE_INFINITY : high[leader];
        } else if (slope < 0) {
            high[leader] = price;
            low[leader] = low[leader] >= price ? 0 : low[leader];
        } else {
            low[leader] = 0;
            high[leader] = Double.POSITIVE_INFINITY;
        }
    }

    /** Returns the distance from a price to the end of the bracket in the direction of rising profit; infinite if it is unknown. */
    double reach(int leader, double price) {
        return slopes[leader] == 0
                ? Double.POSITIVE_INFINITY
                : slopes[leader] > 0 ? high[leader] - price : price - low[leader];
    }

    /**
     * Returns the steps. A step towards rising profit is shortened if it exceeds half of the distance to the end of its bracket. Such a
     * step becomes that half, or the whole distance in the case stated for {@link #CHECKED}.
     */
    double[] shortened(double[] prices, double[] steps) {
        double[] shortened = steps.clone();
        for (int s = 0; s < steps.length; s++) {
            double reach = reach(s, prices[s]);
            if (steps[s] * slopes[s] > 0 && Math.abs(steps[s]) > 0.5 * reach) {
                shortened[s] = Math.copySign(++cuts[s] % CHECKED == 0 ? reach : 0.5 * reach, steps[s]);
            }
        }
        return shortened;
    }
}
