package skybourse.evidence.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/** The wireless agent's own problem: concave, and solved by bisection. */
record FollowerChoice() implements Experiment {

    private static final String SWEEP = "follower";
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
    public List<Sweep> sweeps(ExperimentPlan plan) {
        return List.of(plan.sweep(
                SWEEP, new FollowerTask(), Experiment.grid("leaders", List.of("1", "3", "8"), "problems", "100")));
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
        double curvature = largest(table, "largestSecondDifference");
        double apart = largest(table, "bisectionAgainstExact");
        double gain = largest(table, "gridGainOverBisection");
        boolean concave = curvature < 0;
        boolean optimal = apart <= ROUNDING && gain <= ROUNDING;
        Finding finding = new Finding(
                "C1",
                "concave utility, bisection",
                "the WA's utility is strictly concave in its ratio; bisection on the first-order condition finds the optimum",
                String.format(
                                Locale.ROOT,
                                "largest second difference %s (below 0: concave); bisection and the exact method differ by at most %s; no other",
                                Phrases.number(curvature),
                                Phrases.number(apart))
                        + String.format(
                                Locale.ROOT,
                                " of 1,600 tried answers each is better (best gain %s)",
                                Phrases.number(gain)),
                Verdict.of(concave && optimal, concave || optimal),
                String.format(
                                Locale.ROOT,
                                "over %d drawn problems with 1, 3 and 8 leaders; with several leaders bisection is on the multiplier of the",
                                100 * table.results().size())
                        + " common budget");
        return new Outcome(List.of(finding), List.of());
    }

    private static double largest(ResultTable table, String column) {
        return Arrays.stream(table.column(column, table.rows())).max().orElse(Double.NaN);
    }
}
