package skybourse.app.report.simulation;

/**
 * Bins of consecutive slots of a simulation. A bin is shown as one point.
 *
 * @param slots total number of slots, at least 1
 * @param each number of slots in a bin; the last bin may have fewer
 */
public record SlotBins(long slots, long each) {

    /** Largest number of bins. More points cannot be told apart in a chart. */
    private static final int MOST = 2_000;

    private static final double MOST_BYTES = 6e6;
    private static final int BYTES_PER_NUMBER = 10;

    /** Returns the bins with the fewest slots that a page can show, if it stores {@code numbers} numbers per bin. */
    static SlotBins of(long slots, long numbers) {
        double most = Math.clamp(MOST_BYTES / BYTES_PER_NUMBER / numbers, 2, MOST);
        return new SlotBins(slots, (long) Math.ceil(slots / Math.floor(most)));
    }

    int count() {
        return (int) ((slots + each - 1) / each);
    }

    int of(long slot) {
        return (int) (slot / each);
    }
}
