package skybourse.venue;

import java.util.List;

/**
 * The prices of a round. Facts: they are not found again when a market is read back.
 *
 * @param round which
 * @param prices in the order of the round's leaders, money per bit; infinite for one that stays closed
 * @param epsilon the largest relative gain that anybody whose price was found, or that buys, could still make
 * @param isCertified whether that is within the tolerance asked for
 * @param postedGain the largest relative gain that a leader could make by another price than the one it posts; 0 where none posts
 */
public record Solved(long round, List<Double> prices, double epsilon, boolean isCertified, double postedGain) {

    public Solved {
        prices = List.copyOf(prices);
    }
}
