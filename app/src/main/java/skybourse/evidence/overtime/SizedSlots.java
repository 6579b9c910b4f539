package skybourse.evidence.overtime;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.simulation.Part;

/**
 * What a {@link MarketAtSize} came to, and what it took of the machine. Times and bytes are those of all but the first two slots, in which
 * the program is still compiled.
 *
 * @param agents how many
 * @param leaders how many
 * @param slotSeconds what a slot may take
 * @param nanos {@code long[parts][slots]}
 * @param bytes allocated, {@code long[parts][slots]}
 * @param rows of its slots
 * @param liveBytesEarly of live objects after eleven slots
 * @param liveBytes the same at the end
 */
public record SizedSlots(
        int agents,
        int leaders,
        double slotSeconds,
        long[][] nanos,
        long[][] bytes,
        List<SlotRow> rows,
        long liveBytesEarly,
        long liveBytes) {

    private static final int WARM_SLOTS = 2;
    private static final double NANO = 1e-9;

    public SizedSlots {
        rows = List.copyOf(rows);
    }

    /** Returns the seconds of a part that this share of the slots is not above. */
    @SuppressWarnings("EnumOrdinal")
    public double seconds(Part part, double share) {
        return NANO * quantile(Arrays.stream(nanos[part.ordinal()]), share);
    }

    /** Returns the seconds of whole slots that this share of them is not above. */
    public double seconds(double share) {
        return NANO * quantile(whole(nanos), share);
    }

    /** Returns the bytes that a part allocates in a slot, median. */
    @SuppressWarnings("EnumOrdinal")
    double allocated(Part part) {
        return quantile(Arrays.stream(bytes[part.ordinal()]), 0.5);
    }

    /** Returns the bytes that a whole slot allocates, median. */
    double allocated() {
        return quantile(whole(bytes), 0.5);
    }

    private static LongStream whole(long[][] parts) {
        return IntStream.range(0, parts[0].length)
                .mapToLong(slot ->
                        Arrays.stream(parts).mapToLong(part -> part[slot]).sum());
    }

    private static double quantile(LongStream slots, double share) {
        long[] all = slots.toArray();
        long[] sorted = Arrays.stream(all).skip(WARM_SLOTS).sorted().toArray();
        return sorted.length == 0 ? all[0] : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /** Returns the mean of a metric over the slots that have it. */
    public double mean(Metric metric) {
        return rows.stream()
                .mapToDouble(row -> row.of(metric))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** Returns the first 48 bits of the last ledger's SHA-256, a number that every double holds exactly. */
    double ledger() {
        return rows.getLast().ledger().words()[0] >>> 16;
    }
}
