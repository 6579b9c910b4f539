package skybourse.paper.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/** Sign of failure that the paper describes. A column of the result tables counts its occurrences. */
public enum PaperFailureSymptom {
    /** Best responses cycle or do not converge. */
    OSCILLATION("prices oscillate or diverge", "oscillating", "solves"),
    /** An auction realizes less than half of the attainable gains from trade. */
    DEADWEIGHT("clocks cross with few or no trades (deadweight loss)", "deadweightShare", "rows"),
    /** A result arrives after its deadline. */
    LATE("t_tot above epsilon", "lateAgents", "rounds"),
    /** A learner never exceeds the best fixed step, or ends well below its own best result. */
    STUCK("reward plateaus or collapses", "stuck", "trainings");

    private final String words;
    private final String column;
    private final String unit;

    PaperFailureSymptom(String words, String column, String unit) {
        this.words = words;
        this.column = column;
        this.unit = unit;
    }

    /** Returns the symptom in the paper's words. */
    public String text() {
        return words;
    }

    /** Returns the unit in which occurrences are counted, such as {@code solves}. */
    public String unit() {
        return unit;
    }

    /**
     * Number of occurrences of a symptom at a point of a grid.
     *
     * @param signature the symptom
     * @param place text for the point, which states the axes that have several values in the grid
     * @param occurrences number of rows in which the symptom occurs
     * @param rows number of rows of the point in which the column of the symptom has a value
     */
    public record SignatureCount(PaperFailureSymptom signature, String place, int occurrences, int rows) {

        /** Returns the share of rows in which the symptom occurs; NaN without rows. */
        public double share() {
            return (double) occurrences / rows;
        }

        /** Returns the count as text. */
        public String inWords() {
            return String.format(Locale.ROOT, "%d of %d %s: %s", occurrences, rows, signature.unit, place);
        }
    }

    /** Returns the counts at all points of a table, including counts of 0, for the symptoms whose column the table has. */
    public static List<SignatureCount> sightings(ResultTable table) {
        List<SignatureCount> sightings = new ArrayList<>();
        for (PaperFailureSymptom signature : values()) {
            if (table.sweep().task().values().contains(signature.column)) {
                for (GridPoint point : table.sweep().points()) {
                    sightings.add(signature.at(point, table));
                }
            }
        }
        return sightings;
    }

    private SignatureCount at(GridPoint point, ResultTable table) {
        double[] counts = Arrays.stream(table.column(column, table.rows(point.byAxis())))
                .filter(count -> !Double.isNaN(count))
                .toArray();
        int found = (int) Arrays.stream(counts).filter(count -> count > 0).count();
        return new SignatureCount(this, place(table.sweep(), point), found, counts.length);
    }

    private static String place(Sweep sweep, GridPoint point) {
        return point.byAxis().entrySet().stream()
                .filter(entry -> sweep.values(entry.getKey()).size() > 1)
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(" "), words -> words.isEmpty() ? "the only point" : words));
    }
}
