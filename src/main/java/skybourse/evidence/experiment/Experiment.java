package skybourse.evidence.experiment;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/** A question to the paper: the sweeps that answer it, and what their tables say. New ones are added to {@link Experiments}. */
public interface Experiment {

    /** What was found and what is to be drawn. */
    record Outcome(List<Finding> findings, List<Chart> charts) {
        public Outcome {
            findings = List.copyOf(findings);
            charts = List.copyOf(charts);
        }
    }

    /** Returns the name on the command line. */
    String name();

    /** Returns the folder of its tables and charts; experiments with the same sweeps may share one. */
    default String folder() {
        return name();
    }

    /** Returns what it is about, in one line. */
    String title();

    /** Returns the sweeps to run. */
    List<Sweep> sweeps(ExperimentPlan plan);

    /** Returns what a quick plan leaves out. */
    String leftOut();

    /**
     * Judges the tables.
     *
     * @param tables by the name of their sweep
     */
    Outcome outcome(Map<String, ResultTable> tables);

    /** Returns a map with keys and values in turn. */
    static SequencedMap<String, List<String>> grid(Object... axesAndValues) {
        SequencedMap<String, List<String>> grid = new java.util.LinkedHashMap<>();
        for (int i = 0; i < axesAndValues.length; i += 2) {
            Object values = axesAndValues[i + 1];
            List<String> list = values instanceof List<?> many
                    ? many.stream().map(String::valueOf).toList()
                    : List.of(String.valueOf(values));
            grid.put(String.valueOf(axesAndValues[i]), list);
        }
        return grid;
    }
}
