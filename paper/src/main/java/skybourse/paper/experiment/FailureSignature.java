package skybourse.paper.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Sweep;

/** What the paper says failure would look like; found in tables by the column that counts it. */
public enum FailureSignature {
    /** Best responses cycle or do not end. */
    OSCILLATION("prices oscillate or diverge", "oscillating", "solves"),
    /** An auction trades less than half of what would have been worth trading. */
    DEADWEIGHT("clocks cross with few or no trades (deadweight loss)", "deadweightShare", "rows"),
    /** A task comes back after its deadline. */
    LATE("t_tot above epsilon", "lateAgents", "rounds"),
    /** A learner never beats the best fixed step, or ends well below its best. */
    STUCK("reward plateaus or collapses", "stuck", "trainings");

    private final String words;
    private final String column;
    private final String unit;

    FailureSignature(String words, String column, String unit) {
        this.words = words;
        this.column = column;
        this.unit = unit;
    }

    /** Returns it in the paper's words. */
    public String words() {
        return words;
    }

    /** Returns what its occurrences are counted in, such as {@code solves}. */
    public String unit() {
        return unit;
    }

    /**
     * How often a signature occurs at a place.
     *
     * @param signature which
     * @param place the point of the grid, by the axes that have several values
     * @param occurrences in how many of its rows; 0 where it was looked for and not seen
     * @param rows how many rows the point has
     */
    public record Sighting(FailureSignature signature, String place, int occurrences, int rows) {

        /** Returns in which share of the point's rows it occurs. */
        public double share() {
            return (double) occurrences / rows;
        }

        /** Returns it in words. */
        public String inWords() {
            return String.format(Locale.ROOT, "%d of %d %s: %s", occurrences, rows, signature.unit, place);
        }
    }

    /** Returns every point of a table at which a signature can be looked for. */
    public static List<Sighting> in(ResultTable table) {
        List<Sighting> sightings = new ArrayList<>();
        for (FailureSignature signature : values()) {
            if (table.sweep().task().values().contains(signature.column)) {
                for (Settings point : table.sweep().points()) {
                    sightings.add(signature.at(point, table));
                }
            }
        }
        return sightings;
    }

    private Sighting at(Settings point, ResultTable table) {
        double[] counts = Arrays.stream(table.column(column, table.rows(point.byAxis())))
                .filter(count -> !Double.isNaN(count))
                .toArray();
        int found = (int) Arrays.stream(counts).filter(count -> count > 0).count();
        return new Sighting(this, place(table.sweep(), point), found, counts.length);
    }

    private static String place(Sweep sweep, Settings point) {
        return point.byAxis().entrySet().stream()
                .filter(entry -> sweep.values(entry.getKey()).size() > 1)
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(" "), words -> words.isEmpty() ? "the only point" : words));
    }
}
