package skybourse.tier1.mixed;

import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;

/** Prices of rivals as a function of the weight of a randomizing leader's two prices. */
public final class TornLeader {

    private TornLeader() {}

    /** Returns all converged prices for a given weight of the randomizing leader's lower price. */
    public static double[] atRest(PricingGame game, MixedPrices mix, int leader, double lower) {
        double[] prices = mix.profile(0);
        var points = mix.mixes().get(leader).points();
        prices[leader] = points.getLast().price();
        LocallyOptimalMixedPrices stationary = LocallyOptimalMixedPrices.of(
                        game, MixedPrices.pure(prices), new LocallyOptimalMixedPrices.ClimbBudget(10_000, () -> false))
                .with(leader, points.getFirst().price());
        stationary.setWeight(lower);
        if (!stationary.moveToMaxima()) {
            throw new IllegalStateException("no rest at " + lower);
        }
        for (int s = 0; s < prices.length; s++) {
            prices[s] = stationary.prices[s][0];
        }
        return prices;
    }
}
