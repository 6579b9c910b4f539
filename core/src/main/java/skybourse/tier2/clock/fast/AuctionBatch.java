package skybourse.tier2.clock.fast;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.OR;
import static skybourse.tier2.clock.fast.AuctionBatchSide.LANES;
import static skybourse.tier2.clock.fast.AuctionBatchSide.SPECIES;
import static skybourse.tier2.clock.fast.AuctionBatchSide.WIDTH;

import java.util.function.LongFunction;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.TurnOrderFlags;

/**
 * Batch of up to 64 Double Dutch auctions with alternating turns and one lot per trader. Vector operations process {@link
 * AuctionBatchSide#WIDTH} auctions at once, without a branch per auction. Reusable; announcements allocate no memory. Not thread-safe.
 *
 * <p>Each array contains one number per auction (lane). The first auction of a vector is called {@code first}. A set of auctions of a
 * vector is stored in the bits of a {@code long}:
 *
 * <pre>
 *   lane              0   1   2 ...  first       ...  first + WIDTH - 1  ...  63
 *   messages        [ 8 | 4 | 5 ... | 8 | 4 | ...    | 8               | ... | 4 ]
 *   set of lanes                     bit 0, 1, ...     bit WIDTH - 1
 * </pre>
 *
 * Order of calls: {@link #begin}, {@link #setTraders} for both sides, then {@link #turn} repeatedly. If the auction has not ended, {@code turn} is
 * followed by {@link #choice}, {@link #countLegal} and {@link #choose} if a step must be chosen, and {@link #announce}.
 */
public final class AuctionBatch {

    /** Table with one bit per set of {@link TurnOrderFlags}: whether the sellers move next. */
    private static final int[] SELLERS_MOVE = bits(TurnOrder.Next.SELLERS);
    /** Table with one bit per set of {@link TurnOrderFlags}: whether the auction has ended. */
    private static final int[] ENDS = bits(TurnOrder.Next.END);

    private final AuctionBatchSide buyers;
    private final AuctionBatchSide sellers;
    private final LongFunction<StepSet> stepsOnGap;
    private final long[] origin = new long[LANES];
    private final int[] gap = new int[LANES];
    /** Ticks of each step in each auction, at {@code step * LANES + lane}; at most the gap between the start clocks plus 1. */
    private final int[] stepTicks;
    /** Distance of each auction's next move, in ticks. */
    private final int[] ticks = new int[LANES];

    private final int[] announcements = new int[LANES];
    private final int[] sellersMove = new int[LANES];
    /** Bits of {@link TurnOrderFlags} by lane: which sides were announced, which side was announced last, and whether it accepted. */
    private final int[] past = new int[LANES];

    private final int[] legal = new int[LANES];
    private final int[] regret = new int[LANES];
    private final int[] messages = new int[LANES];

    /** Parameters as in {@link AuctionBatchFactory#clocks}. */
    AuctionBatch(LongFunction<StepSet> stepsOnGap, int steps, int mostBuyers, int mostSellers) {
        this.stepsOnGap = stepsOnGap;
        buyers = new AuctionBatchSide(mostBuyers);
        sellers = new AuctionBatchSide(mostSellers);
        stepTicks = new int[steps * LANES];
    }

    private static int[] bits(TurnOrder.Next answer) {
        int[] words = new int[TurnOrderFlags.COUNT / Integer.SIZE];
        for (int facts = 0; facts < TurnOrderFlags.COUNT; facts++) {
            words[facts / Integer.SIZE] |= TurnOrder.ALTERNATE.next(facts) == answer ? 1 << facts : 0;
        }
        return words;
    }

    /**
     * Starts a new auction in a lane. {@link #setTraders} must follow for both sides.
     *
     * @throws ArithmeticException if the gap between the start clocks exceeds the range of {@code int}
     */
    public void begin(int lane, long buyersStartTicks, long sellersStartTicks) {
        int startGap = Math.toIntExact(buyersStartTicks - sellersStartTicks);
        if (startGap != gap[lane]) {
            gap[lane] = startGap;
            StepSet steps = stepsOnGap.apply(startGap);
            for (int i = 0; i < steps.size(); i++) {
                stepTicks[i * LANES + lane] = (int) steps.stepTicks(i, startGap + 1L);
            }
        }
        origin[lane] = sellersStartTicks;
        announcements[lane] = 0;
        past[lane] = TurnOrderFlags.START;
    }

    /**
     * Sets the traders of one side of a new auction.
     *
     * @param lane the auction
     * @param side the side
     * @param limitTicks limit prices; the first {@code people} are used
     * @param people number of traders, at most the largest number given to {@link AuctionBatchFactory#clocks}
     * @throws IllegalArgumentException if a limit price is too far from the sellers' start clock for sums to fit an {@code int}
     */
    public void setTraders(int lane, Side side, long[] limitTicks, int people) {
        if (side == Side.BUYERS) {
            buyers.begin(lane, limitTicks, people, 1, origin[lane], gap[lane]);
        } else {
            sellers.begin(lane, limitTicks, people, -1, origin[lane], 0);
        }
    }

    /**
     * Chooses the next step of an auction.
     *
     * @param step index of a legal step
     * @throws IllegalArgumentException if {@code step} is not in [0, number of legal steps)
     */
    public void choose(int lane, int step) {
        if (step < 0 || step >= legal[lane]) {
            throw new IllegalArgumentException("action must be legal: " + step);
        }
        ticks[lane] = stepTicks[step * LANES + lane];
    }

    /** Determines the side that moves next in each auction of a vector. Returns the set of auctions that have ended. */
    public long turn(int first) {
        IntVector surplus = load(buyers.queued(), first).sub(load(sellers.queued(), first));
        IntVector distance = distance(first);
        IntVector facts = load(past, first)
                .lanewise(
                        OR,
                        TurnOrderFlags.NO_BUYER_WAITS,
                        load(buyers.waiting(), first).eq(0))
                .lanewise(
                        OR,
                        TurnOrderFlags.NO_SELLER_WAITS,
                        load(sellers.waiting(), first).eq(0))
                .lanewise(OR, TurnOrderFlags.BUYERS_QUEUE_IS_SHORTER, surplus.lt(0))
                .lanewise(OR, TurnOrderFlags.SELLERS_QUEUE_IS_SHORTER, surplus.compare(VectorOperators.GT, 0))
                .lanewise(OR, TurnOrderFlags.CLOCKS_MET, distance.compare(VectorOperators.LE, 0))
                .lanewise(OR, TurnOrderFlags.CLOCKS_CROSSED, distance.lt(0));
        bit(SELLERS_MOVE, facts).intoArray(sellersMove, first);
        return bit(ENDS, facts).eq(1).toLong();
    }

    /** Looks up a bit of a table for each auction of a vector. The table is read into vectors, because gathering from memory is slower. */
    private static IntVector bit(int[] words, IntVector facts) {
        IntVector at = facts.lanewise(LSHR, 5);
        IntVector word = at.selectFrom(load(words, 0));
        for (int from = WIDTH; from < words.length; from += WIDTH) {
            word = word.blend(at.selectFrom(load(words, from)), at.compare(VectorOperators.GE, from));
        }
        return word.lanewise(LSHR, facts).and(1);
    }

    /**
     * Returns the set of auctions in which a step must be chosen. In the others the next move is determined: 0 at a side's first
     * announcement, otherwise the gap between the clocks. Auctions that have ended may be in the set.
     */
    public long choice(int first) {
        VectorMask<Integer> asked = buyers.announced(first)
                .andNot(sellersTurn(first))
                .or(sellers.announced(first).and(sellersTurn(first)));
        IntVector distance = distance(first);
        IntVector.zero(SPECIES).blend(distance, asked).intoArray(ticks, first);
        return asked.and(distance.compare(VectorOperators.GT, load(stepTicks, first)))
                .toLong();
    }

    /** Counts the legal steps of each auction of a vector. {@link #legal()} returns the result. */
    public void countLegal(int first) {
        IntVector distance = distance(first);
        IntVector count = IntVector.broadcast(SPECIES, 1);
        for (int at = first; at < stepTicks.length - LANES; at += LANES) {
            count = count.add(1, load(stepTicks, at).compare(VectorOperators.LT, distance));
        }
        count.intoArray(legal, first);
    }

    /**
     * Makes the next announcement of some auctions of a vector.
     *
     * @param first first auction of the vector
     * @param lanes set of auctions
     */
    public void announce(int first, long lanes) {
        VectorMask<Integer> theirs = sellersTurn(first);
        load(ticks, first).min(distance(first)).intoArray(ticks, first);
        buyers.announce(first, theirs.not().toLong() & lanes, ticks);
        sellers.announce(first, theirs.toLong() & lanes, ticks);
        IntVector accepted = load(buyers.accepted(), first).blend(load(sellers.accepted(), first), theirs);
        IntVector waiting = load(buyers.waiting(), first).blend(load(sellers.waiting(), first), theirs);
        load(buyers.regret(), first)
                .blend(load(sellers.regret(), first), theirs)
                .intoArray(regret, first);
        waiting.add(accepted).add(accepted).intoArray(messages, first);
        VectorMask<Integer> moving = VectorMask.fromLong(SPECIES, lanes);
        load(announcements, first).add(1, moving).intoArray(announcements, first);
        IntVector before = load(past, first);
        IntVector heard = IntVector.broadcast(SPECIES, TurnOrderFlags.BUYERS_HEARD)
                .blend(TurnOrderFlags.SELLERS_HEARD | TurnOrderFlags.SELLERS_WERE_LAST, theirs);
        IntVector after = before.and(TurnOrderFlags.BUYERS_HEARD | TurnOrderFlags.SELLERS_HEARD)
                .or(heard)
                .lanewise(OR, TurnOrderFlags.LAST_ACCEPTED, accepted.compare(VectorOperators.GT, 0));
        before.blend(after, moving).intoArray(past, first);
        assert clocksHaveNotCrossed(first, lanes) : "no clock moves beyond the other";
    }

    private boolean clocksHaveNotCrossed(int first, long lanes) {
        return (distance(first).lt(0).toLong() & lanes) == 0;
    }

    /** Returns the gains from trade of an auction that has ended, in ticks. */
    public int welfare(int lane) {
        int pairs = Math.min(buyers.queued()[lane], sellers.queued()[lane]);
        return buyers.firstOfQueue(lane, pairs) + sellers.firstOfQueue(lane, pairs);
    }

    /** Returns the gap between the start clocks of an auction, in ticks. */
    public int gapTicks(int lane) {
        return gap[lane];
    }

    /** Returns the buyers' side. */
    public AuctionBatchSide buyers() {
        return buyers;
    }

    /** Returns the sellers' side. */
    public AuctionBatchSide sellers() {
        return sellers;
    }

    /** Returns the number of announcements by auction. Not a copy, like all arrays of this class. */
    public int[] announcements() {
        return announcements;
    }

    /** Returns by auction 1 if the sellers' clock moves next, otherwise 0; not a copy. */
    public int[] sellersMove() {
        return sellersMove;
    }

    /** Returns the number of legal steps by auction, which are the first ones; written by {@link #countLegal}, not a copy. */
    public int[] legal() {
        return legal;
    }

    /**
     * Returns by auction the sum of the regrets of the traders that accepted the last announcement, in ticks; not a copy. A regret is the
     * distance from the limit price to the accepted price.
     */
    public int[] regret() {
        return regret;
    }

    /** Returns by auction the messages of the last announcement; not a copy. */
    public int[] messages() {
        return messages;
    }

    private VectorMask<Integer> sellersTurn(int first) {
        return load(sellersMove, first).eq(1);
    }

    private IntVector distance(int first) {
        return load(buyers.clock(), first).add(load(sellers.clock(), first));
    }

    private static IntVector load(int[] values, int first) {
        return IntVector.fromArray(SPECIES, values, first);
    }
}
