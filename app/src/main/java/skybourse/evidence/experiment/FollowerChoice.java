package skybourse.evidence.experiment;

import java.util.List;
import java.util.Map;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/** The wireless agent's own problem: concave, and solved by bisection. */
record FollowerChoice() implements Experiment {

    private static final String SWEEP = "follower";
    private static final int PROBLEMS = 100;
    private static final String CURVATURE = "largestSecondDifference";
    private static final String APART = "bisectionAgainstExact";
    private static final String GAIN = "gridGainOverBisection";
    private static final FindingTable COLUMNS = FindingTable.of(
            "leaders",
            "problems",
            "largest second difference",
            "bisection from exact, at most",
            "best gain of 1,600 other answers each");
    private static final Claim CONCAVE = new Claim(
            "C1", "concave utility, bisection", "the WA's utility is strictly concave; bisection finds its best ratio");
    private static final double ROUNDING = 1e-9;

    @Override
    public String name() {
        return SWEEP;
    }

    @Override
    public String title() {
        return "The wireless agent's best response";
    }

    @Override
    public List<Claim> claims() {
        return List.of(CONCAVE);
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        return List.of(plan.sweep(
                SWEEP,
                new FollowerTask(),
                Grid.standard().axis(FollowerTask.LEADERS, 1, 3, 8).axis(FollowerTask.PROBLEMS, PROBLEMS)));
    }

    @Override
    public String leftOut() {
        return "more drawn problems";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        ResultTable table = tables.get(SWEEP);
        if (table == null) {
            return new Outcome(List.of(), List.of());
        }
        return new Outcome(List.of(finding(table)), List.of());
    }

    private static Finding finding(ResultTable table) {
        double apart = table.largest(APART, Map.of());
        boolean concave = table.largest(CURVATURE, Map.of()) < 0;
        boolean optimal = apart <= ROUNDING && table.largest(GAIN, Map.of()) <= ROUNDING;
        return new Finding(
                CONCAVE,
                Measured.of("largest difference of bisection from the exact method", apart, ""),
                COLUMNS.rows(
                        table.sweep().values(FollowerTask.LEADERS),
                        leaders -> leaders,
                        leaders -> solved(table, Map.of(FollowerTask.LEADERS, leaders))),
                Verdict.of(concave && optimal, concave || optimal),
                "A second difference below 0 is concave; with several leaders bisection is on the multiplier of the common budget");
    }

    private static List<Interval> solved(ResultTable table, Map<String, String> where) {
        return List.of(
                Measured.only((double) PROBLEMS * table.rows(where).size()),
                Measured.only(table.largest(CURVATURE, where)),
                Measured.only(table.largest(APART, where)),
                Measured.only(table.largest(GAIN, where)));
    }
}
