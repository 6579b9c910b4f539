package skybourse.tier2.clock.refining;

import java.util.Optional;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.Side;

/**
 * Asks where supply is expected to pass demand, as {@link ExpectedCrossing} does, but with the laws of the limits known.
 *
 * <p>Right where the laws are known and limits are bunched: few questions are far off. Wrong where they are other laws, which costs messages
 * and nothing else.
 */
public final class PriorCrossing implements Questioner {

    private final LimitShares shares;
    private final boolean oneSide;

    /**
     * Prepares the questioner.
     *
     * @param traders their laws
     * @param buyersStartTicks where the buyers' clock starts
     * @param sellersStartTicks where the sellers' clock starts, at most the buyers'
     * @param oneSide whether only the side with more open answers is asked
     */
    public PriorCrossing(MarketComponent traders, long buyersStartTicks, long sellersStartTicks, boolean oneSide) {
        shares = new LimitShares(traders, buyersStartTicks, sellersStartTicks);
        this.oneSide = oneSide;
    }

    @Override
    public String name() {
        return oneSide ? "estimate-known-law-one-side" : "estimate-known-law";
    }

    @Override
    public Questions begin() {
        return open ->
                Optional.of(ExpectedCrossing.question(open, (side, price) -> expected(open, side, price), oneSide));
    }

    private double expected(Refinement open, Side side, long price) {
        int told = open.told(side, price);
        return open.least(side, price) + (told == 0 ? 0 : told * shares.acceptance(open, side, price));
    }
}
