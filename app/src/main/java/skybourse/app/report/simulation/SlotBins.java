package skybourse.app.report.simulation;

/**
 * The slots of a simulation in stretches that are shown as one point each.
 *
 * @param slots all of them, at least 1
 * @param each slots of a stretch; the last may have fewer
 */
public record SlotBins(long slots, long each) {

    /** More points than this are no wider than the lines that join them. */
    private static final int MOST = 2_000;

    private static final double MOST_BYTES = 6e6;
    private static final int BYTES_PER_NUMBER = 10;

    /** Returns as many stretches as a page can hold that shows so many numbers for each. */
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
