package skybourse.tier2.clock.fast;

import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.AcceptedLotQueues;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.TurnOrderFlags;

/**
 * End and clearing of a fixed-step Double Dutch auction, found by binary search: O(log stops) with {@code shorter} turns, O(log^2 stops) with
 * {@code alternate}. Not thread-safe.
 *
 * <p>It does not play the turns one by one. It uses properties that each {@link TurnOrder} has if both sides take the same steps:
 *
 * <ul>
 * <li>{@code shorter}: the side that moves depends only on the queues, and queues only grow. The moves therefore merge two ascending
 * sequences. The key of a side's move from a level is the length of that side's queue at the level. The move with the smaller key comes
 * first; if keys are equal, the sellers' move does. The auction ends if no trader of the side to move waits, or the clocks meet.
 * <li>{@code alternate}: a side moves until a trader accepts, then the other side moves. The sides therefore alternate, and each acceptance
 * of a side is at its next level with a trader. The auction ends if a side is settled, or the clocks meet. A side without waiting traders
 * is passed over.
 * </ul>
 *
 * <p>{@link TurnOrderFlags}, {@link TurnOrder} and {@link ClearingRule} define the shorter queue, a settled side, and the prices. A change of the turn
 * orders requires a change of this class.
 */
public final class FixedStepAuction implements AcceptedLotQueues {

    private final TraderCountsByStop buyers;
    private final TraderCountsByStop sellers;
    private final TurnOrder turns;
    private final ClearingRule clearing;
    private final int wholeSteps;
    private final boolean cut;
    private int buyersEnd;
    private int sellersEnd;
    private int pairs;

    // The last call of chance() sets the following three fields.
    private long priceHalfTicks;
    private int spots;
    private int group;

    /** Creates an auction of two sides with the same steps and gap. Call {@link #play()} before any other method. */
    public FixedStepAuction(
            TraderCountsByStop buyers, TraderCountsByStop sellers, TurnOrder turns, ClearingRule clearing) {
        this.buyers = buyers;
        this.sellers = sellers;
        this.turns = turns;
        this.clearing = clearing;
        wholeSteps = buyers.grid().wholeSteps();
        cut = buyers.grid().cutTicks() > 0;
    }

    /** Computes the end of the auction for the present state of both sides. Call again after a side changes. */
    public void play() {
        pairs = 0;
        if (buyers.traders() == 0 || sellers.traders() == 0) {
            end(0, 0);
            return;
        }
        if (turns == TurnOrder.SHORTER) {
            playShorter();
        } else {
            playAlternate();
        }
        pairs = AcceptedLotQueues.super.pairs();
        assert gapTicks() >= 0 : "clocks do not cross";
    }

    private void end(int buyersStop, int sellersStop) {
        buyersEnd = buyersStop;
        sellersEnd = sellersStop;
    }

    private void playShorter() {
        // The binary search finds the number of buyers' moves among the first wholeSteps moves.
        int low = 0;
        int high = wholeSteps;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (TurnOrderFlags.isShorter(
                    buyers.acceptedAtLevel(middle - 1), sellers.acceptedAtLevel(wholeSteps - middle))) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        int i = low;
        int j = wholeSteps - low;
        int allBuyers = buyers.traders();
        int allSellers = sellers.traders();
        int buyersOut = buyers.levelOfEntry(allBuyers);
        int sellersOut = sellers.levelOfEntry(allSellers);
        if (i > buyersOut && (j <= sellersOut || TurnOrderFlags.isShorter(allBuyers, allSellers))) {
            end(2 * buyersOut, 2 * sellers.levelOfEntry(allBuyers + 1));
        } else if (j > sellersOut) {
            end(2 * buyers.levelOfEntry(allSellers), 2 * sellersOut);
        } else {
            boolean buyersMove = TurnOrderFlags.isShorter(buyers.acceptedAtLevel(i), sellers.acceptedAtLevel(j));
            boolean moves = cut && (buyersMove ? i < buyersOut : j < sellersOut);
            end(2 * i + (moves && buyersMove ? 1 : 0), 2 * j + (moves && !buyersMove ? 1 : 0));
        }
    }

    private void playAlternate() {
        // The binary search finds the number of alternating acceptances, buyers first, before the clocks meet.
        int low = 0;
        int high = Math.min(2 * buyers.rankOf(wholeSteps), 2 * sellers.rankOf(wholeSteps) + 1);
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (buyersLevel(middle) + sellersLevel(middle) <= wholeSteps) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (settled(low - 1) || settled(low)) {
            return;
        }
        int i = buyersLevel(low);
        int j = sellersLevel(low);
        boolean buyersTurn = low % 2 == 0;
        TraderCountsByStop turn = buyersTurn ? buyers : sellers;
        boolean passedOver = low > 0 && turn.acceptedAtLevel(buyersTurn ? i : j) == turn.traders();
        boolean buyersMove = buyersTurn != passedOver;
        int still = buyersMove ? j : i;
        int target = wholeSteps + 1;
        if (passedOver) {
            TraderCountsByStop mover = buyersMove ? buyers : sellers;
            target = mover.levelOfEntry(Math.min(buyers.traders(), sellers.traders()));
        }
        int stop = target + still <= wholeSteps ? 2 * target : 2 * (wholeSteps - still) + (cut ? 1 : 0);
        end(buyersMove ? stop : 2 * still, buyersMove ? 2 * still : stop);
    }

    private int buyersLevel(int acceptances) {
        return acceptances == 0 ? 0 : buyers.levelOfRank((acceptances + 1) / 2);
    }

    private int sellersLevel(int acceptances) {
        return acceptances < 2 ? 0 : sellers.levelOfRank(acceptances / 2);
    }

    /** Returns whether a side is settled after this number of alternating acceptances. If so, ends the auction there. */
    private boolean settled(int acceptances) {
        if (acceptances < 1) {
            return false;
        }
        int i = buyersLevel(acceptances);
        int j = sellersLevel(acceptances);
        int bought = buyers.acceptedAtLevel(i);
        int sold = acceptances < 2 ? 0 : sellers.acceptedAtLevel(j);
        boolean ends =
                TurnOrder.ALTERNATE.next(TurnOrderFlags.waiting(buyers.traders() - bought, sellers.traders() - sold)
                                | TurnOrderFlags.queues(bought, sold)
                                | TurnOrderFlags.START)
                        == TurnOrder.Next.END;
        if (ends) {
            end(2 * i, 2 * j);
        }
        return ends;
    }

    /** Returns the stop at which a side's clock ends. */
    public int endStop(Side side) {
        return side == Side.BUYERS ? buyersEnd : sellersEnd;
    }

    private TraderCountsByStop side(Side side) {
        return side == Side.BUYERS ? buyers : sellers;
    }

    @Override
    public int pairs() {
        return pairs;
    }

    @Override
    public int length(Side side) {
        return side(side).accepted(endStop(side));
    }

    @Override
    public long stopTicks(Side side, int entry) {
        int level = side(side).levelOfEntry(entry);
        return side(side).grid().ticks(Math.min(2 * level, endStop(side)));
    }

    private long gapTicks() {
        return buyers.grid().ticks(buyersEnd) - sellers.grid().ticks(sellersEnd);
    }

    /**
     * Computes the price and the probability of trade of a trader, see {@link #priceHalfTicks}, {@link #spots} and {@link #group}.
     *
     * @param side the trader's side
     * @param stop the trader's stop, see {@link ClockStopGrid#stopOf}
     * @return false if the trader does not trade; the results are then undefined
     */
    public boolean chance(Side side, int stop) {
        if (pairs == 0 || stop > endStop(side)) {
            return false;
        }
        priceHalfTicks = clearing.halfTicks(side, this);
        int kept = clearing.kept(this);
        if (side == Side.SELLERS && clearing.sellerIsDrawn(this)) {
            // All sellers in the queue are matched. A lottery omits one of them.
            spots = kept;
            group = kept + 1;
        } else {
            place(side(side), stop, kept);
        }
        return spots > 0;
    }

    private void place(TraderCountsByStop side, int stop, int kept) {
        int end = endStop(side.side());
        int level = TraderCountsByStop.levelOf(stop);
        boolean atCut = 2 * level > end;
        int before = atCut ? side.accepted(end - 1) : level == 0 ? 0 : side.acceptedAtLevel(level - 1);
        group = side.accepted(atCut ? end : 2 * level) - before;
        spots = Math.clamp(kept - before, 0, group);
    }

    /** Returns the price that the trader of the last {@link #chance} call pays or receives if it trades. */
    public long priceHalfTicks() {
        return priceHalfTicks;
    }

    /** Returns the number of tied traders that trade. The probability of trade is {@code spots() / group()}. */
    public int spots() {
        return spots;
    }

    /** Returns the number of traders tied with the trader, including it. */
    public int group() {
        return group;
    }
}
