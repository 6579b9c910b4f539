package skybourse.tier2.clock.fast;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * One side of up to 64 auctions with one lot a trader: who is in it and who has accepted. Mutable.
 *
 * <p>A buyer's eagerness is its value, a seller's minus its cost, and clocks and thresholds have the same signs, so that both
 * sides go the same way: clocks only fall, and all whose eagerness is at least the clock have accepted. So nobody needs a mark,
 * and one step counts people of {@link #WIDTH} auctions at once. Arrays of people hold one person's place in all auctions after
 * the other:
 *
 * <pre>
 *   eagerness   person 0 of lanes 0 to 63 | person 1 of lanes 0 to 63 | ...           absent people are never eager
 *   groups      first threshold of lanes 0 to 63 at which somebody accepted | second of lanes 0 to 63 | ...
 *   waiting, queued, queuedSum, clock, threshold ...                        one number for each of lanes 0 to 63
 * </pre>
 *
 * <p>With three people (12, 9, 9) in lane 5 and the clock at 10: {@code eagerness[5] = 12, eagerness[69] = 9, eagerness[133] =
 * 9, threshold[5] = 10, queued[5] = 1, queuedSum[5] = 12, waiting[5] = 2, groups[5] = 10}.
 */
public final class TileSide {

    /** Auctions side by side. */
    public static final int LANES = 64;

    /** A vector of auctions. */
    public static final VectorSpecies<Integer> SPECIES =
            IntVector.SPECIES_PREFERRED.length() <= LANES ? IntVector.SPECIES_PREFERRED : IntVector.SPECIES_512;

    /** Auctions that one vector holds. */
    public static final int WIDTH = SPECIES.length();

    /** The threshold of a side that was never announced; nobody is so eager. */
    private static final int NEVER = Integer.MAX_VALUE;

    /** The eagerness of nobody. */
    private static final int ABSENT = Integer.MIN_VALUE;

    private final int[] eagerness;
    private final int mostTicks;
    private final int[] clock = new int[LANES];
    /** Where the clock stood when last announced. */
    private final int[] threshold = new int[LANES];

    private final int[] waiting = new int[LANES];
    private final int[] queued = new int[LANES];
    private final int[] queuedSum = new int[LANES];
    private final int[] accepted = new int[LANES];
    private final int[] regret = new int[LANES];
    /** Thresholds at which somebody accepted. */
    private final int[] groups;

    private final int[] group = new int[LANES];

    TileSide(int most) {
        eagerness = new int[most * LANES];
        groups = new int[most * LANES];
        mostTicks = Integer.MAX_VALUE / 4 / most;
        Arrays.fill(eagerness, ABSENT);
        Arrays.fill(threshold, NEVER);
    }

    /** Sets the people of one auction, {@code sign * (limit - origin)} each, and where its clock starts. */
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

    /** Returns in which auctions of a vector this side has been announced yet. */
    public VectorMask<Integer> announced(int first) {
        return IntVector.fromArray(SPECIES, threshold, first).compare(VectorOperators.NE, NEVER);
    }

    /** Returns where the clocks stand, in ticks above the sellers' start, the sellers' clocks negative; not a copy. */
    public int[] clock() {
        return clock;
    }

    /** Returns how many wait in each auction; not a copy. */
    public int[] waiting() {
        return waiting;
    }

    /** Returns how many have accepted in each auction; not a copy. */
    public int[] queued() {
        return queued;
    }

    /** Returns how many accepted the last announcement; not a copy. */
    int[] accepted() {
        return accepted;
    }

    /** Returns how far the last announcement's clock stood beyond the limits of those who accepted; not a copy. */
    int[] regret() {
        return regret;
    }

    /**
     * Moves clocks and announces where they stand, in some auctions from {@code first} on.
     *
     * @param first a multiple of {@link #WIDTH}
     * @param moves a bit for each auction from {@code first} on
     * @param ticks how far each of the tile's clocks moves
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

    /** Returns the sum of the eagerness of the first {@code pairs} of the queue: earlier announcements first, then places. */
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
