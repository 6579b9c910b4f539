package skybourse.paper.experiment;

import java.util.List;
import java.util.Map;
import skybourse.app.report.Chart;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/** Experiment on claims of the paper: its sweeps, and the verdicts on their results. A new one is a file, which is read into a {@link SqlExperiment}. */
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

    /** Returns what it judges; a quick plan may leave some of it unjudged. */
    List<Claim> claims();

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
}
