package skybourse.evidence.overtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.simulation.Simulation;

/**
 * The slots of a simulation that are counted, with means, quantiles and slopes over them.
 *
 * @param rows rows of the slots after the warm-up; the last slots, whose tasks are not finished, are left out
 */
record SlotStatistics(List<SlotRow> rows) {

    /**
     * Simulates a market from its start.
     *
     * @param slots number of simulated slots
     * @param warmUp number of slots at the start that are not counted
     */
    static SlotStatistics play(SimulationSetup setup, int slots, int warmUp) {
        Simulation simulation = Simulation.begin(setup);
        List<SlotRow> rows = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            rows.addAll(simulation.play().complete());
        }
        return new SlotStatistics(
                rows.stream().filter(row -> row.slot() >= warmUp).toList());
    }

    private double[] sorted(Metric metric) {
        return told(metric).sorted().toArray();
    }

    private DoubleStream told(Metric metric) {
        return rows.stream().mapToDouble(row -> row.of(metric)).filter(value -> !Double.isNaN(value));
    }

    /** Returns the mean over the slots that have the metric; NaN for none. */
    double mean(Metric metric) {
        return told(metric).average().orElse(Double.NaN);
    }

    /** Returns the largest value of a metric in a slot; NaN for none. */
    double largest(Metric metric) {
        return told(metric).max().orElse(Double.NaN);
    }

    /** Returns the sum over the slots that have the metric. */
    double sum(Metric metric) {
        return told(metric).sum();
    }

    /**
     * Returns a quantile over the slots that have the metric; NaN for none.
     *
     * @param share from 0 to 1; 0.5 for the median
     */
    double quantile(Metric metric, double share) {
        double[] sorted = sorted(metric);
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }

    /** Returns the weighted mean over the slots that have the metric and a weight above 0; NaN for none. */
    double weighted(Metric metric, ToDoubleFunction<SlotRow> weight) {
        double sum = 0;
        double weights = 0;
        for (SlotRow row : rows) {
            if (weight.applyAsDouble(row) > 0 && !Double.isNaN(row.of(metric))) {
                sum += weight.applyAsDouble(row) * row.of(metric);
                weights += weight.applyAsDouble(row);
            }
        }
        return weights == 0 ? Double.NaN : sum / weights;
    }

    /** Returns the share of the tasks that arrived in these slots that are completed by their deadline. */
    double deadlines() {
        return weighted(Metric.DEADLINES, row -> row.of(Metric.ARRIVED));
    }

    /** Returns the mean quality of the tasks that met their deadline, were late or were dropped in these slots. Expired tasks are left out. */
    double quality() {
        return weighted(Metric.QUALITY, row -> row.of(Metric.MET) + row.of(Metric.LATE) + row.of(Metric.DROPPED));
    }

    /** Returns the share of the slots with the metric for which a predicate holds; NaN if no slot has the metric. */
    double share(Metric metric, Predicate<SlotRow> holds) {
        return rows.stream()
                .filter(row -> !Double.isNaN(row.of(metric)))
                .mapToDouble(row -> holds.test(row) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /**
     * Returns the slope of a metric over the second half of the slots, in units of the metric per slot. It is fitted by least squares. NaN if there
     * are fewer than two slots in this half, or if one of them lacks the metric.
     */
    double slope(Metric metric) {
        List<SlotRow> half = rows.subList(rows.size() / 2, rows.size());
        double centre = half.stream().mapToDouble(SlotRow::slot).average().orElse(Double.NaN);
        double products = half.stream()
                .mapToDouble(row -> (row.slot() - centre) * row.of(metric))
                .sum();
        double squares = half.stream()
                .mapToDouble(row -> (row.slot() - centre) * (row.slot() - centre))
                .sum();
        return squares == 0 ? Double.NaN : products / squares;
    }
}
