package skybourse.tier2.clock.refining;

import java.util.Optional;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.UnitDemandMarketDistribution;

/**
 * Questioner that asks at the price at which supply is expected to exceed demand, as {@link ExpectedCrossingQuestioner} does, but with known
 * distributions of the limit prices.
 *
 * <p>If the limit prices have other distributions, the auction tends to take more messages; trades and prices do not change.
 */
public final class PriorCrossingQuestioner implements Questioner {

    private final AcceptanceProbabilities shares;
    private final boolean oneSide;

    /**
     * Creates the questioner for a pair of start clocks.
     *
     * @param traders distributions of the limit prices
     * @param buyersStartTicks start of the buyers' clock
     * @param sellersStartTicks start of the sellers' clock, at most {@code buyersStartTicks}
     * @param oneSide whether only the side with more open responses is asked
     */
    public PriorCrossingQuestioner(
            UnitDemandMarketDistribution traders, long buyersStartTicks, long sellersStartTicks, boolean oneSide) {
        shares = new AcceptanceProbabilities(traders, buyersStartTicks, sellersStartTicks);
        this.oneSide = oneSide;
    }

    @Override
    public String name() {
        return oneSide ? "estimate-known-law-one-side" : "estimate-known-law";
    }

    @Override
    public Questions begin() {
        return open -> Optional.of(
                ExpectedCrossingQuestioner.question(open, (side, price) -> expected(open, side, price), oneSide));
    }

    private double expected(RefiningState open, Side side, long price) {
        int told = open.recipients(side, price);
        return open.leastAccepting(side, price) + (told == 0 ? 0 : told * shares.acceptance(open, side, price));
    }
}
