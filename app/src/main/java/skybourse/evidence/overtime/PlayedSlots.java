package skybourse.evidence.overtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.Setup;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.simulation.Simulation;

/**
 * The slots of a market over time that count, and means over them.
 *
 * @param rows those after the warm-up, the last ones, whose tasks are still under way, left out
 */
record PlayedSlots(List<SlotRow> rows) {

    /** Plays a market from its start. */
    static PlayedSlots play(Setup setup, int slots, int warmUp) {
        Simulation simulation = Simulation.begin(setup);
        List<SlotRow> rows = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            rows.addAll(simulation.play().complete());
        }
        return new PlayedSlots(rows.stream().filter(row -> row.slot() >= warmUp).toList());
    }

    private double[] sorted(Metric metric) {
        return told(metric).sorted().toArray();
    }

    private DoubleStream told(Metric metric) {
        return rows.stream().mapToDouble(row -> row.of(metric)).filter(value -> !Double.isNaN(value));
    }

    /** Returns the mean over slots that have the number; NaN for none. */
    double mean(Metric metric) {
        return told(metric).average().orElse(Double.NaN);
    }

    /** Returns the largest number of a slot; NaN for none. */
    double largest(Metric metric) {
        return told(metric).max().orElse(Double.NaN);
    }

    /** Returns the sum over slots that have the number. */
    double sum(Metric metric) {
        return told(metric).sum();
    }

    /** Returns the number that this share of slots is not above; NaN for none. */
    double quantile(Metric metric, double share) {
        double[] sorted = sorted(metric);
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }

    /** Returns the mean of a number in which slots weigh as much as another number says; NaN where none weighs anything. */
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

    /** Returns the share of the tasks that came in these slots that ended in time. */
    double deadlines() {
        return weighted(Metric.DEADLINES, row -> row.of(Metric.ARRIVED));
    }

    /** Returns the mean quality of the tasks that ended in these slots. */
    double quality() {
        return weighted(Metric.QUALITY, row -> row.of(Metric.MET) + row.of(Metric.LATE) + row.of(Metric.DROPPED));
    }

    /** Returns the share of the slots that have a number in which something holds; NaN for none. */
    double share(Metric metric, Predicate<SlotRow> holds) {
        return rows.stream()
                .filter(row -> !Double.isNaN(row.of(metric)))
                .mapToDouble(row -> holds.test(row) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** Returns the slope of a number over the second half of the slots, by least squares, in its unit a slot. */
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
