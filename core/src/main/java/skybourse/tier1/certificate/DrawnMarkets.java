package skybourse.tier1.certificate;

import java.util.Arrays;
import java.util.stream.IntStream;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;

/**
 * A game and a market for each price vector that can be drawn in it.
 *
 * @param game the game
 * @param mix what leaders draw from
 * @param markets by price vector
 */
record DrawnMarkets(PricingGame game, MixedPrices mix, PostedMarket[] markets) {

    /** Begins with nothing found of followers. */
    static DrawnMarkets of(PricingGame game, MixedPrices mix) {
        var markets = new PostedMarket[mix.profiles()];
        Arrays.setAll(
                markets, profile -> new PostedMarket(game, Arrays.copyOf(mix.profile(profile), game.leaders() + 1)));
        return new DrawnMarkets(game, mix, markets);
    }

    /** Returns the draws of a leader's rivals: the price vectors with its own first price. */
    int[] rivals(int leader) {
        return IntStream.range(0, markets.length)
                .filter(profile -> mix.drawn(profile)[leader] == 0)
                .toArray();
    }
}
