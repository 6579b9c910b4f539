package skybourse.learning.episodes;

import java.util.Optional;
import skybourse.learning.headroom.RewardScale;

/** Where the markets of a training come from: equal seeds give equal markets. */
public sealed interface MarketSource {

    /** Returns the most lots that buyers want in one market. */
    int mostBuyerLots();

    /** Returns the most lots that sellers have in one market. */
    int mostSellerLots();

    /** Returns the market that the seed fixes. */
    AuctionMarket market(long seed);

    /** Returns what rewards on that market are measured in, where that differs from market to market. */
    default Optional<RewardScale> scale(long seed) {
        return Optional.empty();
    }

    /** Returns the reward of the round to which that market belongs; empty where gains from trade alone count. */
    default Optional<RoundReward> round(long seed) {
        return Optional.empty();
    }

    /** Returns what the auctioneer knows of the round to which that market belongs. */
    default RoundView view(long seed) {
        return RoundView.NONE;
    }

    /** Markets in which everyone wants one lot. */
    non-sealed interface UnitDemand extends MarketSource {

        /** Draws the market that the seed fixes into {@code into}, which has room for the most; for any thread. */
        void draw(long seed, UnitMarket into);

        @Override
        default AuctionMarket market(long seed) {
            UnitMarket drawn = new UnitMarket(mostBuyerLots(), mostSellerLots());
            draw(seed, drawn);
            return drawn.market();
        }
    }

    /** Markets of any kind. */
    non-sealed interface AnyDemand extends MarketSource {}
}
