package skybourse.training;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Who accepts when clocks move, for many auctions side by side: those whose eagerness is at least the new threshold and below
 * the old one. Mutates arrays.
 *
 * <p>A buyer's eagerness is its value, a seller's minus its cost, and thresholds have the same signs, so that both sides go the
 * same way. Arrays of people are {@code int[people * LANES]}, one person's place in all auctions after the other.
 */
final class AcceptanceCount {

    /** Auctions side by side. */
    static final int LANES = 64;

    /** The threshold of a side that was never announced; nobody is so eager. */
    static final int NEVER = Integer.MAX_VALUE;

    /** The eagerness of nobody. */
    static final int ABSENT = Integer.MIN_VALUE;

    private static final VectorSpecies<Integer> SPECIES =
            IntVector.SPECIES_PREFERRED.length() <= LANES ? IntVector.SPECIES_PREFERRED : IntVector.SPECIES_512;

    final int[] oldThreshold = new int[LANES];
    final int[] newThreshold = new int[LANES];
    final int[] count = new int[LANES];
    final int[] sum = new int[LANES];

    /**
     * Sets, for every auction, how many accept and the sum of their eagerness, and marks them.
     *
     * @param eagerness of one side
     * @param stops receives, for those who accept, the number of the announcement
     * @param announcement number of the announcement in every auction
     */
    void run(int[] eagerness, int[] stops, int[] announcement) {
        for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
            IntVector old = IntVector.fromArray(SPECIES, oldThreshold, lane);
            IntVector now = IntVector.fromArray(SPECIES, newThreshold, lane);
            IntVector number = IntVector.fromArray(SPECIES, announcement, lane);
            IntVector counts = IntVector.zero(SPECIES);
            IntVector sums = IntVector.zero(SPECIES);
            for (int at = lane; at < eagerness.length; at += LANES) {
                IntVector eager = IntVector.fromArray(SPECIES, eagerness, at);
                VectorMask<Integer> accept =
                        eager.compare(VectorOperators.GE, now).and(eager.compare(VectorOperators.LT, old));
                counts = counts.add(1, accept);
                sums = sums.add(eager, accept);
                // Most of the time nobody accepts, and a masked store costs more than the question.
                if (accept.anyTrue()) {
                    number.intoArray(stops, at, accept);
                }
            }
            counts.intoArray(count, lane);
            sums.intoArray(sum, lane);
        }
    }

    /** Does the same for one auction, whose thresholds are set. */
    void runOne(int[] eagerness, int[] stops, int[] announcement, int lane) {
        int old = oldThreshold[lane];
        int now = newThreshold[lane];
        int counted = 0;
        int summed = 0;
        for (int at = lane; at < eagerness.length; at += LANES) {
            int eager = eagerness[at];
            if (eager >= now && eager < old) {
                counted++;
                summed += eager;
                stops[at] = announcement[lane];
            }
        }
        count[lane] = counted;
        sum[lane] = summed;
    }
}
