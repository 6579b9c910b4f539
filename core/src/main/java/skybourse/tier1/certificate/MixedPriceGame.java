package skybourse.tier1.certificate;

import java.util.Arrays;
import java.util.stream.IntStream;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;

/**
 * Game with mixed prices, and the state of its followers at each price vector.
 *
 * @param game the game
 * @param mix mixed prices of the leaders
 * @param markets by price vector
 */
record MixedPriceGame(PricingGame game, MixedPrices mix, FixedPriceGame[] markets) {

    /** Creates the object; followers have not been examined. */
    static MixedPriceGame of(PricingGame game, MixedPrices mix) {
        var markets = new FixedPriceGame[mix.profiles()];
        Arrays.setAll(
                markets, profile -> new FixedPriceGame(game, Arrays.copyOf(mix.profile(profile), game.leaders() + 1)));
        return new MixedPriceGame(game, mix, markets);
    }

    /** Returns the indices of the price vectors that contain the leader's first price. Each combination of its rivals' prices occurs in exactly one of them. */
    int[] rivals(int leader) {
        return IntStream.range(0, markets.length)
                .filter(profile -> mix.drawn(profile)[leader] == 0)
                .toArray();
    }
}
