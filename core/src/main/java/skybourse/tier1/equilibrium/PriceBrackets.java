package skybourse.tier1.equilibrium;

import java.util.Arrays;

/**
 * Between which prices each leader's slope was seen to change its sign. A kink in the profit makes the slope jump over zero: a
 * Newton step never hits it and goes to and fro, a bracket closes in. Rivals move meanwhile, and a best response moves by
 * less than they do: brackets are widened by a share of that.
 */
final class PriceBrackets {

    /** Of rivals' largest relative move, how much a bracket is widened by. */
    private static final double WIDENED = 0.35;

    /** After so many steps that stop within a bracket, all from one side, the other side is looked at again. */
    private static final int CHECKED = 3;

    private final double[] low;
    private final double[] high;
    private final double[] slopes;
    private final int[] cuts;

    PriceBrackets(int leaders) {
        low = new double[leaders];
        high = new double[leaders];
        slopes = new double[leaders];
        cuts = new int[leaders];
        Arrays.fill(high, Double.POSITIVE_INFINITY);
    }

    /** Widens each bracket by its share of the largest relative move of a rival. */
    void widen(double[] from, double[] to) {
        double largest = 0;
        double second = 0;
        int mover = -1;
        for (int s = 0; s < from.length; s++) {
            double move = BestResponseWalk.relativeMove(from[s], to[s]);
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

    /** Notes that the profit rises (slope above 0) or falls at a price; 0 forgets the bracket. */
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

    /** Returns how far a leader has to go from a price at most, as far as its slopes tell. */
    double reach(int leader, double price) {
        return slopes[leader] == 0
                ? Double.POSITIVE_INFINITY
                : slopes[leader] > 0 ? high[leader] - price : price - low[leader];
    }

    /** Returns the steps, those that follow a leader's slope cut to half the way to its bracket's end. */
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
