package skybourse.tier2.clock.fast;

import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.Queues;
import skybourse.tier2.clock.TurnFacts;
import skybourse.tier2.clock.Turns;

/**
 * Where a fixed-step auction ends and what it clears at, found by binary search instead of stop by stop: O(log stops).
 * Mutable, for one thread.
 *
 * <p>It does not play the turns one by one but rests on what {@link Turns} makes of them when both sides take the same steps:
 *
 * <ul>
 *   <li>{@code shorter}: who moves hangs on the queues alone, and queues only grow, so the moves merge two rising sequences: a
 *       side's move from a level has that side's queue there as its key, the smaller key moves first and sellers go first among
 *       equals. It ends where the side that must move has nobody waiting, or where the clocks meet.
 *   <li>{@code alternate}: a side moves until somebody accepts and then the other does, so acceptances go from one level with a
 *       trader to the next, the sides in turn. It ends where a side is settled, or where the clocks meet; a side with nobody
 *       waiting is passed over.
 * </ul>
 *
 * <p>Which queue is shorter, who is settled and what the queues come to are asked of {@link TurnFacts}, {@link Turns} and {@link
 * Clearing}. Should the rule of turns change, so must this class.
 */
public final class StopAuction implements Queues {

    private final StopSide buyers;
    private final StopSide sellers;
    private final Turns turns;
    private final Clearing clearing;
    private final int wholeSteps;
    private final boolean cut;
    private int buyersEnd;
    private int sellersEnd;
    private int pairs;

    // what the last call of chance found
    private long priceHalfTicks;
    private int spots;
    private int group;

    /** Makes an auction of two sides with the same steps; nothing is played yet. */
    public StopAuction(StopSide buyers, StopSide sellers, Turns turns, Clearing clearing) {
        this.buyers = buyers;
        this.sellers = sellers;
        this.turns = turns;
        this.clearing = clearing;
        wholeSteps = buyers.grid().wholeSteps();
        cut = buyers.grid().cutTicks() > 0;
    }

    /** Plays the market as its sides stand. */
    public void play() {
        pairs = 0;
        if (buyers.traders() == 0 || sellers.traders() == 0) {
            end(0, 0);
            return;
        }
        if (turns == Turns.SHORTER) {
            playShorter();
        } else {
            playAlternate();
        }
        pairs = Queues.super.pairs();
        assert gapTicks() >= 0 : "clocks do not cross";
    }

    private void end(int buyersStop, int sellersStop) {
        buyersEnd = buyersStop;
        sellersEnd = sellersStop;
    }

    private void playShorter() {
        int low = 0; // whole moves of the buyers among the first wholeSteps moves
        int high = wholeSteps;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (TurnFacts.isShorter(buyers.acceptedAtLevel(middle - 1), sellers.acceptedAtLevel(wholeSteps - middle))) {
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
        if (i > buyersOut && (j <= sellersOut || TurnFacts.isShorter(allBuyers, allSellers))) {
            end(2 * buyersOut, 2 * sellers.levelOfEntry(allBuyers + 1));
        } else if (j > sellersOut) {
            end(2 * buyers.levelOfEntry(allSellers), 2 * sellersOut);
        } else {
            boolean buyersMove = TurnFacts.isShorter(buyers.acceptedAtLevel(i), sellers.acceptedAtLevel(j));
            boolean moves = cut && (buyersMove ? i < buyersOut : j < sellersOut);
            end(2 * i + (moves && buyersMove ? 1 : 0), 2 * j + (moves && !buyersMove ? 1 : 0));
        }
    }

    private void playAlternate() {
        int low = 0; // acceptances in turn, buyers first, that fit before the clocks meet: each at a level of its own
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
        StopSide turn = buyersTurn ? buyers : sellers;
        boolean passedOver = low > 0 && turn.acceptedAtLevel(buyersTurn ? i : j) == turn.traders();
        boolean buyersMove = buyersTurn != passedOver;
        int still = buyersMove ? j : i;
        int target = wholeSteps + 1;
        if (passedOver) {
            StopSide mover = buyersMove ? buyers : sellers;
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

    /** Ends the auction where the rule does so although the clocks have not met: one side is settled. */
    private boolean settled(int acceptances) {
        if (acceptances < 1) {
            return false;
        }
        int i = buyersLevel(acceptances);
        int j = sellersLevel(acceptances);
        int bought = buyers.acceptedAtLevel(i);
        int sold = acceptances < 2 ? 0 : sellers.acceptedAtLevel(j);
        boolean ends = Turns.ALTERNATE.next(TurnFacts.waiting(buyers.traders() - bought, sellers.traders() - sold)
                        | TurnFacts.queues(bought, sold)
                        | TurnFacts.START)
                == Turns.Next.END;
        if (ends) {
            end(2 * i, 2 * j);
        }
        return ends;
    }

    /** Returns where a side's clock ends. */
    public int endStop(Side side) {
        return side == Side.BUYERS ? buyersEnd : sellersEnd;
    }

    private StopSide side(Side side) {
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

    /** Finds the price and the chance of a trader whose stop is given; false when it surely does not trade. */
    public boolean chance(Side side, int stop) {
        if (pairs == 0 || stop > endStop(side)) {
            return false;
        }
        priceHalfTicks = clearing.halfTicks(side, this);
        int kept = clearing.kept(this);
        if (side == Side.SELLERS && clearing.sellerIsDrawn(this)) {
            spots = kept; // all sellers in the queue are matched and one is left out by lot
            group = kept + 1;
        } else {
            place(side(side), stop, kept);
        }
        return spots > 0;
    }

    private void place(StopSide side, int stop, int kept) {
        int end = endStop(side.side());
        int level = StopSide.levelOf(stop);
        boolean atCut = 2 * level > end;
        int before = atCut ? side.accepted(end - 1) : level == 0 ? 0 : side.acceptedAtLevel(level - 1);
        group = side.accepted(atCut ? end : 2 * level) - before;
        spots = Math.clamp(kept - before, 0, group);
    }

    /** Returns what the trader last asked about pays or gets if it trades. */
    public long priceHalfTicks() {
        return priceHalfTicks;
    }

    /** Returns how many of the {@link #group} tied with the trader trade. */
    public int spots() {
        return spots;
    }

    /** Returns how many are tied with the trader, itself among them. */
    public int group() {
        return group;
    }
}
