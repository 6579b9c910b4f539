package skybourse.training;

import static skybourse.training.TileSide.LANES;
import static skybourse.training.TileSide.SPECIES;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The rules of alternating turns for up to 64 auctions side by side, a vector of auctions at once and without a branch per
 * auction. Mutable.
 *
 * <p>{@code first} is the first auction of a vector, and sets of its auctions are bits of a long.
 */
final class TileClocks {

    final TileSide buyers;
    final TileSide sellers;
    private final ActionSet actions;
    private final int[] gap = new int[LANES];
    /** Ticks of every action in every auction, one action after the other; none is above the gap and one. */
    private final int[] stepTicks;
    /** How far clocks move next. */
    private final int[] ticks = new int[LANES];

    final int[] announcements = new int[LANES];
    /** 1 where the sellers' clock moves next, else 0; the same for the next two. */
    final int[] sellersMove = new int[LANES];

    private final int[] sellersWereLast = new int[LANES];
    private final int[] lastAccepted = new int[LANES];
    /** How many actions are legal, the first ones. */
    final int[] legal = new int[LANES];
    /** What the last announcement brought. */
    final int[] regret = new int[LANES];

    final int[] messages = new int[LANES];

    TileClocks(ActionSet actions, int mostBuyers, int mostSellers) {
        this.actions = actions;
        buyers = new TileSide(mostBuyers);
        sellers = new TileSide(mostSellers);
        stepTicks = new int[actions.size() * LANES];
    }

    /** Sets the people of one auction and puts its clocks to their start. */
    void begin(int lane, UnitMarket market) {
        long origin = market.sellersStartTicks();
        int startGap = Math.toIntExact(market.buyersStartTicks() - origin);
        if (startGap != gap[lane]) {
            gap[lane] = startGap;
            long rho = actions.rho(startGap);
            for (int action = 0; action < actions.size(); action++) {
                stepTicks[action * LANES + lane] = (int) actions.stepTicks(action, startGap + 1L, rho);
            }
        }
        buyers.begin(lane, market.valueTicks(), market.buyers(), 1, origin, startGap);
        sellers.begin(lane, market.costTicks(), market.sellers(), -1, origin, 0);
        announcements[lane] = 0;
        sellersWereLast[lane] = 1;
        lastAccepted[lane] = 1;
    }

    /** Chooses how far the clock of one auction moves next, at most to the other clock. */
    void choose(int lane, int action) {
        if (action < 0 || action >= legal[lane]) {
            throw new IllegalArgumentException("action must be legal: " + action);
        }
        ticks[lane] = stepTicks[action * LANES + lane];
    }

    /** Sets whose turn it is; returns those auctions that have ended. */
    long turn(int first) {
        VectorMask<Integer> noBuyers = load(buyers.waiting, first).eq(0);
        VectorMask<Integer> noSellers = load(sellers.waiting, first).eq(0);
        IntVector surplus = load(buyers.queued, first).sub(load(sellers.queued, first));
        VectorMask<Integer> settled = noBuyers.and(surplus.compare(VectorOperators.LE, 0))
                .or(noSellers.and(surplus.compare(VectorOperators.GE, 0)));
        IntVector distance = distance(first);
        VectorMask<Integer> met = distance.compare(VectorOperators.LE, 0);
        VectorMask<Integer> buyersHeard = announced(buyers, first);
        VectorMask<Integer> closed = distance.lt(0).or(buyersHeard.and(announced(sellers, first)));
        VectorMask<Integer> theirs = load(lastAccepted, first)
                .compare(VectorOperators.NE, load(sellersWereLast, first))
                .or(noBuyers)
                .andNot(noSellers);
        VectorMask<Integer> sellersTurn = buyersHeard.and(met).or(theirs.andNot(met));
        IntVector.zero(SPECIES).blend(1, sellersTurn).intoArray(sellersMove, first);
        return settled.or(met.and(closed)).toLong();
    }

    /**
     * Returns those auctions in which a step has to be chosen, among those that go on; where none has, the clock moves as far as
     * it must.
     */
    long choice(int first) {
        VectorMask<Integer> asked = announced(buyers, first)
                .andNot(sellersTurn(first))
                .or(announced(sellers, first).and(sellersTurn(first)));
        IntVector distance = distance(first);
        IntVector.zero(SPECIES).blend(distance, asked).intoArray(ticks, first);
        return asked.and(distance.compare(VectorOperators.GT, load(stepTicks, first)))
                .toLong();
    }

    /** Counts the legal actions. */
    void countLegal(int first) {
        IntVector distance = distance(first);
        IntVector count = IntVector.broadcast(SPECIES, 1);
        for (int at = first; at < stepTicks.length - LANES; at += LANES) {
            count = count.add(1, load(stepTicks, at).compare(VectorOperators.LT, distance));
        }
        count.intoArray(legal, first);
    }

    /** Moves and announces in some auctions the clock whose turn it is. */
    void announce(int first, long lanes) {
        VectorMask<Integer> theirs = sellersTurn(first);
        load(ticks, first).min(distance(first)).intoArray(ticks, first);
        buyers.announce(first, theirs.not().toLong() & lanes, ticks);
        sellers.announce(first, theirs.toLong() & lanes, ticks);
        IntVector accepted = load(buyers.accepted, first).blend(load(sellers.accepted, first), theirs);
        IntVector waiting = load(buyers.waiting, first).blend(load(sellers.waiting, first), theirs);
        load(buyers.regret, first).blend(load(sellers.regret, first), theirs).intoArray(regret, first);
        waiting.add(accepted).add(accepted).intoArray(messages, first);
        VectorMask<Integer> moving = VectorMask.fromLong(SPECIES, lanes);
        load(announcements, first).add(1, moving).intoArray(announcements, first);
        load(sellersWereLast, first).blend(load(sellersMove, first), moving).intoArray(sellersWereLast, first);
        load(lastAccepted, first).blend(accepted.min(1), moving).intoArray(lastAccepted, first);
    }

    /** Returns the gains from trade of one auction that has ended, in ticks. */
    int welfare(int lane) {
        int pairs = Math.min(buyers.queued[lane], sellers.queued[lane]);
        return buyers.firstOfQueue(lane, pairs) + sellers.firstOfQueue(lane, pairs);
    }

    int gapTicks(int lane) {
        return gap[lane];
    }

    private VectorMask<Integer> sellersTurn(int first) {
        return load(sellersMove, first).eq(1);
    }

    private IntVector distance(int first) {
        return load(buyers.clock, first).add(load(sellers.clock, first));
    }

    private static VectorMask<Integer> announced(TileSide side, int first) {
        return load(side.threshold, first).compare(VectorOperators.NE, TileSide.NEVER);
    }

    private static IntVector load(int[] values, int first) {
        return IntVector.fromArray(SPECIES, values, first);
    }
}
