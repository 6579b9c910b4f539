package skybourse.tier2.clock;

import java.util.List;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Pairing;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/** Clearing of the two queues of a Double Dutch auction: trades and prices. All forms of the auction use this code. */
public enum ClearingRule {
    /** All matched pairs trade at the midpoint of the last pair's stops. */
    MIDPOINT,
    /** All matched pairs except the last one trade. Buyers pay the stop of the last pair's buyer; sellers receive the stop of its seller. */
    TRADE_REDUCTION,
    /**
     * If the sellers' queue is longer, all matched pairs trade at the stop of the first unmatched seller. Otherwise the price is the last
     * matched buyer's stop, and this buyer and one seller chosen by lottery do not trade.
     */
    STRONGLY_BALANCED_REDUCTION;

    /**
     * Prices and number of trades of two queues.
     *
     * @param kept number of pairs that trade
     * @param sellerIsDrawn whether the trading sellers are the first {@code kept + 1} except one chosen by lottery; if false, they are the
     *     first {@code kept}
     * @param buyersHalfTicks price of each buyer; 0 without trades
     * @param sellersHalfTicks price of each seller; 0 without trades
     */
    public record Price(int kept, boolean sellerIsDrawn, long buyersHalfTicks, long sellersHalfTicks) {}

    /** Returns the prices and number of trades of two queues. */
    public Price price(AcceptedLotQueues queues) {
        int kept = kept(queues);
        if (kept == 0) {
            return new Price(0, sellerIsDrawn(queues), 0, 0);
        }
        long buyers = halfTicks(Side.BUYERS, queues);
        long sellers = halfTicks(Side.SELLERS, queues);
        assert kept <= queues.pairs() && buyers >= sellers : "the house never pays";
        return new Price(kept, sellerIsDrawn(queues), buyers, sellers);
    }

    /** Returns the number of pairs that trade. */
    public int kept(AcceptedLotQueues queues) {
        int pairs = queues.pairs();
        return givesUpTheLastPair(pairs, queues) ? Math.max(0, pairs - 1) : pairs;
    }

    private boolean givesUpTheLastPair(int pairs, AcceptedLotQueues queues) {
        return switch (this) {
            case MIDPOINT -> false;
            case TRADE_REDUCTION -> true;
            case STRONGLY_BALANCED_REDUCTION -> queues.length(Side.SELLERS) == pairs;
        };
    }

    /** Returns whether one of the matched sellers is omitted by lottery, see {@link Price}. */
    public boolean sellerIsDrawn(AcceptedLotQueues queues) {
        int pairs = queues.pairs();
        return this == STRONGLY_BALANCED_REDUCTION && pairs > 0 && givesUpTheLastPair(pairs, queues);
    }

    /**
     * Returns the price of each trader of a side, in half ticks.
     *
     * @param payer the side
     * @param queues queues with at least one pair
     */
    public long halfTicks(Side payer, AcceptedLotQueues queues) {
        int last = queues.pairs();
        return switch (this) {
            case MIDPOINT -> queues.stopTicks(Side.BUYERS, last) + queues.stopTicks(Side.SELLERS, last);
            case TRADE_REDUCTION -> 2 * queues.stopTicks(payer, last);
            case STRONGLY_BALANCED_REDUCTION -> 2 * balancingTicks(last, queues);
        };
    }

    private long balancingTicks(int last, AcceptedLotQueues queues) {
        return givesUpTheLastPair(last, queues)
                ? queues.stopTicks(Side.BUYERS, last)
                : queues.stopTicks(Side.SELLERS, last + 1);
    }

    private record Lists(List<Acceptance> buyers, List<Acceptance> sellers) implements AcceptedLotQueues {

        List<Acceptance> of(Side side) {
            return side == Side.BUYERS ? buyers : sellers;
        }

        List<Order> first(Side side, int count) {
            return of(side).subList(0, count).stream().map(Acceptance::order).toList();
        }

        @Override
        public int length(Side side) {
            return of(side).size();
        }

        @Override
        public long stopTicks(Side side, int entry) {
            return of(side).get(entry - 1).stopTicks();
        }
    }

    AuctionOutcome clear(
            List<Acceptance> buyers, List<Acceptance> sellers, TieOrder ties, Communication communication) {
        Lists queues = new Lists(buyers, sellers);
        Price price = price(queues);
        int kept = price.kept();
        List<Order> keptSellers = price.sellerIsDrawn()
                ? Pairing.withoutRandomSeller(queues.first(Side.SELLERS, kept + 1), ties)
                : queues.first(Side.SELLERS, kept);
        return Pairing.outcome(
                Pairing.pair(
                        queues.first(Side.BUYERS, kept),
                        keptSellers,
                        price.buyersHalfTicks(),
                        price.sellersHalfTicks()),
                queues.pairs(),
                communication);
    }
}
