package skybourse.learning.headroom;

import org.jspecify.annotations.Nullable;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.TurnOrderFlags;

/**
 * State of an auction with alternating turns, without its queues. Places of clocks are defined as in {@link SideBelief}.
 *
 * @param side side announced next
 * @param buyersPlace place of the buyers' clock, from -1
 * @param sellersPlace place of the sellers' clock, from -1
 * @param buyersWaiting number of buyers that have not accepted
 * @param sellersWaiting number of sellers that have not accepted
 */
record TurnState(Side side, int buyersPlace, int sellersPlace, int buyersWaiting, int sellersWaiting) {

    static TurnState first(UnitDemandMarketDistribution component) {
        return new TurnState(Side.BUYERS, -1, -1, component.buyers(), component.sellers());
    }

    int place() {
        return side == Side.BUYERS ? buyersPlace : sellersPlace;
    }

    int waiting() {
        return side == Side.BUYERS ? buyersWaiting : sellersWaiting;
    }

    /** Returns the gap between the clocks. */
    int gap(int startGap) {
        return startGap - Math.max(0, buyersPlace) - Math.max(0, sellersPlace);
    }

    /** Returns the state after an announcement at {@code place} that {@code accepted} traders have accepted; null if the auction has ended. */
    @Nullable
    TurnState after(int place, int accepted, UnitDemandMarketDistribution component, int startGap) {
        TurnState next = side == Side.BUYERS
                ? new TurnState(side, place, sellersPlace, buyersWaiting - accepted, sellersWaiting)
                : new TurnState(side, buyersPlace, place, buyersWaiting, sellersWaiting - accepted);
        int facts = TurnOrderFlags.waiting(next.buyersWaiting, next.sellersWaiting)
                | TurnOrderFlags.queues(
                        component.buyers() - next.buyersWaiting, component.sellers() - next.sellersWaiting)
                | TurnOrderFlags.clocks(next.gap(startGap))
                | TurnOrderFlags.announcedSides(next.buyersPlace >= 0, next.sellersPlace >= 0)
                | TurnOrderFlags.last(side, accepted > 0);
        return TurnOrder.ALTERNATE.next(facts).side().map(next::to).orElse(null);
    }

    private TurnState to(Side other) {
        return new TurnState(other, buyersPlace, sellersPlace, buyersWaiting, sellersWaiting);
    }

    /** Returns a unique key of at most 41 bits. */
    long key() {
        long key = side == Side.BUYERS ? 0 : 1;
        key = key << 12 | (buyersPlace + 1);
        key = key << 12 | (sellersPlace + 1);
        key = key << 8 | buyersWaiting;
        return key << 8 | sellersWaiting;
    }
}
