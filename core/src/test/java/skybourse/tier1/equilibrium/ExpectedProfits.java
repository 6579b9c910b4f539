package skybourse.tier1.equilibrium;

import java.util.ArrayList;
import java.util.List;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;

/** Expected profits from the definition: a sum over all price vectors of rivals, with plain followers. */
public final class ExpectedProfits {

    private ExpectedProfits() {}

    /** Returns the expected profit of a leader at a price over its rivals' prices, money. */
    public static double of(PricingGame game, MixedPrices rivals, int leader, double price) {
        List<Mix> mixes = new ArrayList<>(rivals.mixes());
        mixes.set(leader, Mix.of(price));
        return over(game, mixes, 0, new double[mixes.size()], leader);
    }

    private static double over(PricingGame game, List<Mix> mixes, int next, double[] prices, int leader) {
        if (next == mixes.size()) {
            return Allocation.of(game, prices, new ExactFollowerResponse(), leader)
                    .profit();
        }
        double sum = 0;
        for (Point point : mixes.get(next).points()) {
            prices[next] = point.price();
            sum += point.weight() * over(game, mixes, next + 1, prices, leader);
        }
        return sum;
    }

    /** Returns the largest relative gain of a leader by one of {@code points + 1} prices up to its highest one. */
    public static double gain(PricingGame game, MixedPrices mix, int leader, int points) {
        double mean = 0;
        for (Point point : mix.mixes().get(leader).points()) {
            mean += point.weight() * of(game, mix, leader, point.price());
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= points; i++) {
            best = Math.max(best, of(game, mix, leader, game.highestPrice(leader) * i / points));
        }
        return (best - mean) / Math.max(Math.abs(mean), game.moneyScale());
    }
}
