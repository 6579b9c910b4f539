package skybourse.learning.auctions;

import java.util.Optional;
import skybourse.learning.headroom.RewardScale;

/** Source of the markets of a training or an evaluation. Equal seeds give equal markets. */
public sealed interface MarketSource {

    /** Returns the largest number of buyers' lots in one market. */
    int mostBuyerLots();

    /** Returns the largest number of sellers' lots in one market. */
    int mostSellerLots();

    /** Returns the market of a seed. */
    AuctionMarket market(long seed);

    /** Returns the scale of rewards on the market of a seed; empty if the scale of the problem applies to all markets. */
    default Optional<RewardScale> scale(long seed) {
        return Optional.empty();
    }

    /** Returns the reward of the round that contains the market of a seed; empty if only gains from trade count. */
    default Optional<RoundReward> round(long seed) {
        return Optional.empty();
    }

    /** Returns the auctioneer's information about the round that contains the market of a seed. */
    default RoundFeatures view(long seed) {
        return RoundFeatures.NONE;
    }

    /** Source of markets in which every trader has one lot. */
    non-sealed interface UnitDemand extends MarketSource {

        /**
         * Samples the market of a seed into {@code into}, which must have room for the largest market. Safe for several threads with separate
         * markets.
         */
        void draw(long seed, UnitDemandMarket into);

        @Override
        default AuctionMarket market(long seed) {
            UnitDemandMarket drawn = new UnitDemandMarket(mostBuyerLots(), mostSellerLots());
            draw(seed, drawn);
            return drawn.market();
        }
    }

    /** Source of markets with any number of lots per trader. */
    non-sealed interface AnyDemand extends MarketSource {}
}
