package skybourse.evidence.overtime;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.simulation.SlotStage;

/**
 * Results of a {@link ScalingMarket}, and the time and memory that it took on the machine. Quantiles leave out the first two slots, in which the
 * program is still being compiled.
 *
 * @param agents number of wireless agents
 * @param leaders number of leaders
 * @param slotSeconds length of a slot, in s
 * @param nanos wall time, {@code long[parts][slots]} by ordinal of {@link SlotStage}, in ns
 * @param bytes allocated bytes, {@code long[parts][slots]}
 * @param rows rows of the slots
 * @param liveBytesEarly bytes of live objects after eleven slots; 0 if there are fewer
 * @param liveBytes bytes of live objects at the end
 */
public record ScalingResult(
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

    public ScalingResult {
        rows = List.copyOf(rows);
    }

    /**
     * Returns a quantile over slots of the wall time of a part, in s.
     *
     * @param share from 0 to 1; 0.5 for the median
     */
    @SuppressWarnings("EnumOrdinal")
    public double seconds(SlotStage part, double share) {
        return NANO * quantile(Arrays.stream(nanos[part.ordinal()]), share);
    }

    /**
     * Returns a quantile over slots of the wall time of all parts of a slot together, in s.
     *
     * @param share from 0 to 1; 0.5 for the median
     */
    public double seconds(double share) {
        return NANO * quantile(whole(nanos), share);
    }

    /** Returns the median over slots of the bytes that a part allocates. */
    @SuppressWarnings("EnumOrdinal")
    double allocated(SlotStage part) {
        return quantile(Arrays.stream(bytes[part.ordinal()]), 0.5);
    }

    /** Returns the median of the bytes that a complete slot allocates. */
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

    /** Returns the mean over the slots that have the metric; NaN for none. */
    public double mean(Metric metric) {
        return rows.stream()
                .mapToDouble(row -> row.of(metric))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** Returns the first 48 bits of the SHA-256 of the last slot's ledger, an integer that a double represents exactly. */
    double ledger() {
        return rows.getLast().ledger().words()[0] >>> 16;
    }
}
