package skybourse.audit;

import skybourse.auction.Clearing;
import skybourse.auction.Side;
import skybourse.auction.Turns;

/**
 * Where a fixed-step auction ends and what it clears at, found by binary search instead of stop by stop: O(log stops).
 * Mutable, for one thread.
 *
 * <p>{@code shorter} turns merge two rising sequences: a side's move from a level has that side's queue there as its key,
 * the smaller key moves first and sellers go first among equals. {@code alternate} turns go from one level with a trader to
 * the next, the sides in turn.
 */
final class StopAuction {

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

    StopAuction(StopSide buyers, StopSide sellers, Turns turns, Clearing clearing) {
        this.buyers = buyers;
        this.sellers = sellers;
        this.turns = turns;
        this.clearing = clearing;
        wholeSteps = buyers.grid().wholeSteps();
        cut = buyers.grid().cutTicks() > 0;
    }

    /** Plays the market as its sides stand. */
    void play() {
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
        pairs = Math.min(buyers.accepted(buyersEnd), sellers.accepted(sellersEnd));
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
            if (buyers.acceptedAtLevel(middle - 1) < sellers.acceptedAtLevel(wholeSteps - middle)) {
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
        if (i > buyersOut && (j <= sellersOut || allBuyers < allSellers)) {
            end(2 * buyersOut, 2 * sellers.levelOfEntry(allBuyers + 1));
        } else if (j > sellersOut) {
            end(2 * buyers.levelOfEntry(allSellers), 2 * sellersOut);
        } else {
            boolean buyersMove = buyers.acceptedAtLevel(i) < sellers.acceptedAtLevel(j);
            boolean moves = cut && (buyersMove ? i < buyersOut : j < sellersOut);
            end(2 * i + (moves && buyersMove ? 1 : 0), 2 * j + (moves && !buyersMove ? 1 : 0));
        }
    }

    private void playAlternate() {
        int low = 0; // acceptances in turn, buyers first, that fit before the clocks meet
        int high = 2 * wholeSteps + 2;
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

    /** Ends the auction where one side has nobody waiting and a queue not longer than the other's. */
    private boolean settled(int acceptances) {
        if (acceptances < 1) {
            return false;
        }
        int i = buyersLevel(acceptances);
        int j = sellersLevel(acceptances);
        int bought = buyers.acceptedAtLevel(i);
        int sold = acceptances < 2 ? 0 : sellers.acceptedAtLevel(j);
        boolean ends = (bought == buyers.traders() && bought <= sold) || (sold == sellers.traders() && sold <= bought);
        if (ends) {
            end(2 * i, 2 * j);
        }
        return ends;
    }

    int endStop(Side side) {
        return side == Side.BUYERS ? buyersEnd : sellersEnd;
    }

    int pairs() {
        return pairs;
    }

    /** Finds the price and the chance of a trader whose stop is given; false when it surely does not trade. */
    boolean chance(Side side, int stop) {
        if (pairs == 0 || stop > endStop(side)) {
            return false;
        }
        boolean keepsAll = clearing == Clearing.MIDPOINT;
        priceHalfTicks = switch (clearing) {
            case MIDPOINT -> entryTicks(buyers, pairs) + entryTicks(sellers, pairs);
            case TRADE_REDUCTION -> 2 * entryTicks(side == Side.BUYERS ? buyers : sellers, pairs);
            case STRONGLY_BALANCED_REDUCTION -> {
                keepsAll = sellers.accepted(sellersEnd) > pairs;
                yield 2 * (keepsAll ? entryTicks(sellers, pairs + 1) : entryTicks(buyers, pairs));
            }
        };
        if (!keepsAll && side == Side.SELLERS && clearing == Clearing.STRONGLY_BALANCED_REDUCTION) {
            spots = pairs - 1; // all sellers in the queue are matched and one is left out by lot
            group = pairs;
            return spots > 0;
        }
        place(side == Side.BUYERS ? buyers : sellers, stop, keepsAll ? pairs : pairs - 1);
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

    private long entryTicks(StopSide side, int entry) {
        int level = side.levelOfEntry(entry);
        int end = endStop(side.side());
        return side.grid().ticks(Math.min(2 * level, end));
    }

    long priceHalfTicks() {
        return priceHalfTicks;
    }

    /** Returns how many of the {@link #group} tied with the trader trade. */
    int spots() {
        return spots;
    }

    int group() {
        return group;
    }
}
