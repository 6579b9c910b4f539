package skybourse.tier2.clock.fast;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * One side of up to 64 auctions with one lot per trader: limit prices, clocks and acceptances. Not thread-safe.
 *
 * <p>The eagerness of a buyer is its limit price; that of a seller is its negated limit price. Both are relative to the sellers' start
 * clock. Clocks and thresholds are negated in the same way. Clocks therefore only fall on both sides, and a trader has accepted if its
 * eagerness is at least the clock. No mark per trader is needed, and one operation counts traders of {@link #WIDTH} auctions at once.
 * Layout of the arrays:
 *
 * <pre>
 *   eagerness   person 0 of lanes 0 to 63 | person 1 of lanes 0 to 63 | ...           absent people are never eager
 *   groups      first threshold of lanes 0 to 63 at which a trader accepted | second of lanes 0 to 63 | ...
 *   waiting, queued, queuedSum, clock, threshold ...                        one number for each of lanes 0 to 63
 * </pre>
 *
 * <p>With three people (12, 9, 9) in lane 5 and the clock at 10: {@code eagerness[5] = 12, eagerness[69] = 9, eagerness[133] =
 * 9, threshold[5] = 10, queued[5] = 1, queuedSum[5] = 12, waiting[5] = 2, groups[5] = 10}.
 */
public final class AuctionBatchSide {

    /** Number of auctions in a batch. */
    public static final int LANES = 64;

    /** Vector type; one lane per auction. */
    public static final VectorSpecies<Integer> SPECIES =
            IntVector.SPECIES_PREFERRED.length() <= LANES ? IntVector.SPECIES_PREFERRED : IntVector.SPECIES_512;

    /** Number of auctions in one vector. */
    public static final int WIDTH = SPECIES.length();

    /** Threshold of a side without an announcement, above every eagerness. */
    private static final int NEVER = Integer.MAX_VALUE;

    /** Eagerness of an absent trader, below every clock. */
    private static final int ABSENT = Integer.MIN_VALUE;

    private final int[] eagerness;
    private final int mostTicks;
    private final int[] clock = new int[LANES];
    /** Clock at the last announcement, by auction. */
    private final int[] threshold = new int[LANES];

    private final int[] waiting = new int[LANES];
    private final int[] queued = new int[LANES];
    private final int[] queuedSum = new int[LANES];
    private final int[] accepted = new int[LANES];
    private final int[] regret = new int[LANES];
    /** Thresholds at which traders accepted, by acceptance and auction. */
    private final int[] groups;

    private final int[] group = new int[LANES];

    AuctionBatchSide(int most) {
        eagerness = new int[most * LANES];
        groups = new int[most * LANES];
        mostTicks = Integer.MAX_VALUE / 4 / most;
        Arrays.fill(eagerness, ABSENT);
        Arrays.fill(threshold, NEVER);
    }

    /**
     * Sets the traders and the start clock of one auction. The eagerness of a trader is {@code sign * (limit - origin)}.
     *
     * @throws IllegalArgumentException if an eagerness or {@code start} is too large for sums to fit an {@code int}
     */
    void begin(int lane, long[] limits, int people, int sign, long origin, int start) {
        int at = lane;
        for (int i = 0; i < people; i++, at += LANES) {
            eagerness[at] = within(sign * (limits[i] - origin));
        }
        for (int i = people; i < people(lane); i++, at += LANES) {
            eagerness[at] = ABSENT;
        }
        clock[lane] = within(start);
        threshold[lane] = NEVER;
        waiting[lane] = people;
        queued[lane] = 0;
        queuedSum[lane] = 0;
        group[lane] = 0;
    }

    private int people(int lane) {
        return waiting[lane] + queued[lane];
    }

    private int within(long ticks) {
        if (Math.abs(ticks) > mostTicks) {
            throw new IllegalArgumentException("limits must be within " + mostTicks + " ticks of the start: " + ticks);
        }
        return (int) ticks;
    }

    /** Returns the auctions of a vector in which this side has received an announcement. */
    public VectorMask<Integer> announced(int first) {
        return IntVector.fromArray(SPECIES, threshold, first).compare(VectorOperators.NE, NEVER);
    }

    /** Returns the clocks by auction, in ticks above the sellers' start clock; negated on the sellers' side; not a copy. */
    public int[] clock() {
        return clock;
    }

    /** Returns the number of waiting traders by auction; not a copy. */
    public int[] waiting() {
        return waiting;
    }

    /** Returns the number of traders in the queue by auction; not a copy. */
    public int[] queued() {
        return queued;
    }

    /** Returns the number of traders that accepted in the last call of {@link #announce}, by auction; 0 if the auction did not move; not a copy. */
    int[] accepted() {
        return accepted;
    }

    /**
     * Returns the sum of the regrets of the traders that accepted the last announcement, by auction, in ticks; not a copy. See
     * {@link AuctionBatch#regret()}.
     */
    int[] regret() {
        return regret;
    }

    /**
     * Moves clocks and announces them, in some auctions of a vector.
     *
     * @param first first auction of the vector, a multiple of {@link #WIDTH}
     * @param moves set of auctions; bit 0 is auction {@code first}
     * @param ticks distance of the move, by auction of the batch
     */
    void announce(int first, long moves, int[] ticks) {
        if (moves == 0) {
            return;
        }
        VectorMask<Integer> moving = VectorMask.fromLong(SPECIES, moves);
        IntVector now =
                IntVector.fromArray(SPECIES, clock, first).sub(IntVector.fromArray(SPECIES, ticks, first), moving);
        IntVector until = IntVector.fromArray(SPECIES, threshold, first).blend(now, moving);
        IntVector count = IntVector.zero(SPECIES);
        IntVector sum = IntVector.zero(SPECIES);
        for (int at = first; at < eagerness.length; at += LANES) {
            IntVector eager = IntVector.fromArray(SPECIES, eagerness, at);
            VectorMask<Integer> in = eager.compare(VectorOperators.GE, until);
            count = count.add(1, in);
            sum = sum.add(eager, in);
        }
        now.intoArray(clock, first);
        until.intoArray(threshold, first);
        IntVector accepting = count.sub(IntVector.fromArray(SPECIES, queued, first));
        sum.sub(IntVector.fromArray(SPECIES, queuedSum, first))
                .sub(accepting.mul(now))
                .intoArray(regret, first);
        accepting.intoArray(accepted, first);
        IntVector.fromArray(SPECIES, waiting, first).sub(accepting).intoArray(waiting, first);
        count.intoArray(queued, first);
        sum.intoArray(queuedSum, first);
        for (long rest = accepting.compare(VectorOperators.GT, 0).toLong(); rest != 0; rest &= rest - 1) {
            int lane = first + Long.numberOfTrailingZeros(rest);
            groups[group[lane]++ * LANES + lane] = threshold[lane];
        }
        assert nobodyIsLost(first, moves) : "who accepted stays queued, and only those seated wait";
    }

    private boolean nobodyIsLost(int first, long moves) {
        for (long rest = moves; rest != 0; rest &= rest - 1) {
            int lane = first + Long.numberOfTrailingZeros(rest);
            if (waiting[lane] < 0 || accepted[lane] < 0 || regret[lane] < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the sum of the eagerness of the first {@code pairs} traders of the queue, ordered by announcement, then by index.
     */
    int firstOfQueue(int lane, int pairs) {
        assert pairs <= queued[lane] : "no more trade than queue";
        int sum = queuedSum[lane];
        int left = queued[lane] - pairs;
        for (int g = group[lane] - 1; left > 0; g--) {
            int low = groups[g * LANES + lane];
            int high = g == 0 ? NEVER : groups[(g - 1) * LANES + lane];
            for (int at = eagerness.length - LANES + lane; at >= 0 && left > 0; at -= LANES) {
                int eager = eagerness[at];
                if (eager >= low && eager < high) {
                    sum -= eager;
                    left--;
                }
            }
        }
        return sum;
    }
}
