package skybourse.round.simulation;

import java.util.Arrays;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.ledger.LedgerDigest;

/** Metrics of a slot, which are set stage by stage; NaN for metrics without a value. */
final class SlotMetrics {

    private final double[] values = new double[Metric.values().length];

    SlotMetrics() {
        Arrays.fill(values, Double.NaN);
    }

    void set(Metric metric, double value) {
        values[metric.place()] = value;
    }

    void count(Metric metric, long number) {
        set(metric, (double) number);
    }

    void add(Metric metric, double value) {
        double before = of(metric);
        set(metric, Double.isNaN(before) ? value : before + value);
    }

    double of(Metric metric) {
        return values[metric.place()];
    }

    SlotRow row(long slot, LedgerDigest ledger) {
        return new SlotRow(slot, values, ledger);
    }
}
