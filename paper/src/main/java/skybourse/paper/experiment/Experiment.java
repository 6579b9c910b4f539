package skybourse.paper.experiment;

import java.util.List;
import java.util.Map;
import skybourse.app.report.ChartData;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/**
 * Experiment on claims of the paper. It defines sweeps, and judges the claims by the results of the sweeps. To add an experiment, write a file, which
 * is read into a {@link SqlExperiment}.
 */
public interface Experiment {

    /** Findings and charts of an experiment. */
    record Outcome(List<Finding> findings, List<ChartData> charts) {
        public Outcome {
            findings = List.copyOf(findings);
            charts = List.copyOf(charts);
        }
    }

    /** Returns the name on the command line. */
    String name();

    /** Returns the folder for the tables and charts of the experiment. Experiments with the same sweeps may share a folder. */
    default String folder() {
        return name();
    }

    /** Returns the subject in one line. */
    String title();

    /** Returns the claims that the experiment judges. A quick plan may leave some of them unjudged. */
    List<Claim> claims();

    /** Returns the sweeps to run under a plan. */
    List<Sweep> sweeps(ReproductionPlan plan);

    /** Returns a text about the parts that a quick plan omits. */
    String leftOut();

    /**
     * Judges the claims by the results of the sweeps.
     *
     * @param tables tables of the sweeps that were run, by name of the sweep
     * @throws IllegalArgumentException if a query or an expression is wrong
     */
    Outcome outcome(Map<String, ResultTable> tables);
}
