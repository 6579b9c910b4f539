package skybourse.tier2.clock.fast;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.OR;
import static skybourse.tier2.clock.fast.TileSide.LANES;
import static skybourse.tier2.clock.fast.TileSide.SPECIES;
import static skybourse.tier2.clock.fast.TileSide.WIDTH;

import java.util.function.LongFunction;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.TurnFacts;
import skybourse.tier2.clock.Turns;

/**
 * Up to 64 auctions side by side with alternating turns and one lot a trader, a vector of auctions at once and without a branch
 * per auction. Mutable; nothing is made anew in an announcement.
 *
 * <p>A number of every auction lies in one array, the auctions in order; {@code first} is the first auction of a vector, and
 * sets of its auctions are bits of a long:
 *
 * <pre>
 *   lane              0   1   2 ...  first       ...  first + WIDTH - 1  ...  63
 *   messages        [ 8 | 4 | 5 ... | 8 | 4 | ...    | 8               | ... | 4 ]
 *   set of lanes                     bit 0, 1, ...     bit WIDTH - 1
 * </pre>
 *
 * One auction goes {@link #begin}, {@link #seat} both sides, then again and again {@link #turn}; where that does not end it,
 * {@link #choice}, {@link #choose} where a step has to be chosen, and {@link #announce}.
 */
public final class TileClocks {

    /** For all facts a bit: whether {@link Turns} says that the sellers move. */
    private static final int[] SELLERS_MOVE = bits(Turns.Next.SELLERS);
    /** For all facts a bit: whether {@link Turns} says that it is the end. */
    private static final int[] ENDS = bits(Turns.Next.END);

    private final TileSide buyers;
    private final TileSide sellers;
    private final LongFunction<StepSet> stepsOnGap;
    private final long[] origin = new long[LANES];
    private final int[] gap = new int[LANES];
    /** Ticks of every step in every auction, one step after the other; none is above the gap and one. */
    private final int[] stepTicks;
    /** How far clocks move next. */
    private final int[] ticks = new int[LANES];

    private final int[] announcements = new int[LANES];
    private final int[] sellersMove = new int[LANES];
    /** The facts of {@link TurnFacts} that an announcement leaves behind: who was heard, who was last, who accepted. */
    private final int[] past = new int[LANES];

    private final int[] legal = new int[LANES];
    private final int[] regret = new int[LANES];
    private final int[] messages = new int[LANES];

    /** As {@link Tiles#clocks} says. */
    TileClocks(LongFunction<StepSet> stepsOnGap, int steps, int mostBuyers, int mostSellers) {
        this.stepsOnGap = stepsOnGap;
        buyers = new TileSide(mostBuyers);
        sellers = new TileSide(mostSellers);
        stepTicks = new int[steps * LANES];
    }

    private static int[] bits(Turns.Next answer) {
        int[] words = new int[TurnFacts.COUNT / Integer.SIZE];
        for (int facts = 0; facts < TurnFacts.COUNT; facts++) {
            words[facts / Integer.SIZE] |= Turns.ALTERNATE.next(facts) == answer ? 1 << facts : 0;
        }
        return words;
    }

    /** Puts the clocks of one auction to their start; its people are to be seated next. */
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
        past[lane] = TurnFacts.START;
    }

    /** Sets the people of one side of an auction that begins; the first limits count. */
    public void seat(int lane, Side side, long[] limitTicks, int people) {
        if (side == Side.BUYERS) {
            buyers.begin(lane, limitTicks, people, 1, origin[lane], gap[lane]);
        } else {
            sellers.begin(lane, limitTicks, people, -1, origin[lane], 0);
        }
    }

    /** Chooses how far the clock of one auction moves next, at most to the other clock. */
    public void choose(int lane, int step) {
        if (step < 0 || step >= legal[lane]) {
            throw new IllegalArgumentException("action must be legal: " + step);
        }
        ticks[lane] = stepTicks[step * LANES + lane];
    }

    /** Sets whose turn it is; returns those auctions that have ended. */
    public long turn(int first) {
        IntVector surplus = load(buyers.queued(), first).sub(load(sellers.queued(), first));
        IntVector distance = distance(first);
        IntVector facts = load(past, first)
                .lanewise(
                        OR,
                        TurnFacts.NO_BUYER_WAITS,
                        load(buyers.waiting(), first).eq(0))
                .lanewise(
                        OR,
                        TurnFacts.NO_SELLER_WAITS,
                        load(sellers.waiting(), first).eq(0))
                .lanewise(OR, TurnFacts.BUYERS_QUEUE_IS_SHORTER, surplus.lt(0))
                .lanewise(OR, TurnFacts.SELLERS_QUEUE_IS_SHORTER, surplus.compare(VectorOperators.GT, 0))
                .lanewise(OR, TurnFacts.CLOCKS_MET, distance.compare(VectorOperators.LE, 0))
                .lanewise(OR, TurnFacts.CLOCKS_CROSSED, distance.lt(0));
        bit(SELLERS_MOVE, facts).intoArray(sellersMove, first);
        return bit(ENDS, facts).eq(1).toLong();
    }

    /** Looks a bit up for each auction of a vector, with the words in vectors too: gathering them from memory is slower. */
    private static IntVector bit(int[] words, IntVector facts) {
        IntVector at = facts.lanewise(LSHR, 5);
        IntVector word = at.selectFrom(load(words, 0));
        for (int from = WIDTH; from < words.length; from += WIDTH) {
            word = word.blend(at.selectFrom(load(words, from)), at.compare(VectorOperators.GE, from));
        }
        return word.lanewise(LSHR, facts).and(1);
    }

    /**
     * Returns those auctions in which a step has to be chosen, among those that go on; where none has, the clock moves as far as
     * it must.
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

    /** Counts the legal steps. */
    public void countLegal(int first) {
        IntVector distance = distance(first);
        IntVector count = IntVector.broadcast(SPECIES, 1);
        for (int at = first; at < stepTicks.length - LANES; at += LANES) {
            count = count.add(1, load(stepTicks, at).compare(VectorOperators.LT, distance));
        }
        count.intoArray(legal, first);
    }

    /** Moves and announces in some auctions the clock whose turn it is. */
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
        IntVector heard = IntVector.broadcast(SPECIES, TurnFacts.BUYERS_HEARD)
                .blend(TurnFacts.SELLERS_HEARD | TurnFacts.SELLERS_WERE_LAST, theirs);
        IntVector after = before.and(TurnFacts.BUYERS_HEARD | TurnFacts.SELLERS_HEARD)
                .or(heard)
                .lanewise(OR, TurnFacts.LAST_ACCEPTED, accepted.compare(VectorOperators.GT, 0));
        before.blend(after, moving).intoArray(past, first);
        assert clocksHaveNotCrossed(first, lanes) : "no clock moves beyond the other";
    }

    private boolean clocksHaveNotCrossed(int first, long lanes) {
        return (distance(first).lt(0).toLong() & lanes) == 0;
    }

    /** Returns the gains from trade of one auction that has ended, in ticks. */
    public int welfare(int lane) {
        int pairs = Math.min(buyers.queued()[lane], sellers.queued()[lane]);
        return buyers.firstOfQueue(lane, pairs) + sellers.firstOfQueue(lane, pairs);
    }

    /** Returns the gap between the start clocks of one auction. */
    public int gapTicks(int lane) {
        return gap[lane];
    }

    /** Returns the buyers' side. */
    public TileSide buyers() {
        return buyers;
    }

    /** Returns the sellers' side. */
    public TileSide sellers() {
        return sellers;
    }

    /** Returns how many announcements were made in each auction; not a copy, as all arrays here. */
    public int[] announcements() {
        return announcements;
    }

    /** Returns 1 where the sellers' clock moves next, else 0. */
    public int[] sellersMove() {
        return sellersMove;
    }

    /** Returns how many steps are legal, the first ones. */
    public int[] legal() {
        return legal;
    }

    /** Returns how far the last announcement's clock stood beyond the limits of those who accepted, in all. */
    public int[] regret() {
        return regret;
    }

    /** Returns the messages of the last announcement. */
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
