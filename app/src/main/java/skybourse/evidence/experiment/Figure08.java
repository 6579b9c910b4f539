package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ResultTable.Mean;
import skybourse.evidence.sweep.Sweep;

/** The paper's Figure 8: utility of a buyer worth 41 and a seller costing 9 by their reports. */
record Figure08() implements Experiment {

    private static final String ALTERNATE = "alternate";
    private static final String MIDPOINT = "double-dutch-midpoint";
    private static final int NEARLY = 3;
    private static final FindingTable COLUMNS = FindingTable.of(
            "rule",
            "best report, ticks",
            "utility above the truthful report's, ticks",
            "most surplus at the accepted clock, ticks");
    private static final Claim BUYER =
            new Claim("C6", "where the buyer's utility peaks", "the buyer's utility peaks at its true value 41");
    private static final Claim SELLER =
            new Claim("C6", "where the seller's utility peaks", "the seller's utility peaks at its true value 9");
    private static final List<String> TRADERS = List.of("buyer", "seller");
    private static final String UTILITY = "utilityTicks";
    private static final String GAIN = "gainOverTruthTicks";

    @Override
    public String name() {
        return "figure-8";
    }

    @Override
    public String title() {
        return "Utility of one buyer and one seller by report";
    }

    @Override
    public List<Claim> claims() {
        return List.of(BUYER, SELLER);
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        return List.of(
                reported(plan, ALTERNATE, List.of(MIDPOINT, "double-dutch-trade-reduction")),
                reported(
                        plan,
                        "shorter",
                        List.of(MIDPOINT, "double-dutch-trade-reduction", "double-dutch-strongly-balanced-reduction")));
    }

    private static Sweep reported(ExperimentPlan plan, String turns, List<String> rules) {
        Grid grid = Grid.standard()
                .axis(ReportTask.TRADER, TRADERS)
                .axis(Markets.MARKETS, plan.full() ? 400 : 100)
                .axis(RuleChoice.RULE, rules)
                .axis(RuleChoice.TURNS, turns);
        return plan.sweep(turns, new ReportTask(), grid);
    }

    @Override
    public String leftOut() {
        return "400 markets a cell instead of 100";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        ResultTable paper = tables.get(ALTERNATE);
        List<Finding> findings = paper == null
                ? List.of()
                : List.of(finding(BUYER, "buyer", 41, paper, tables), finding(SELLER, "seller", 9, paper, tables));
        return new Outcome(
                findings, TRADERS.stream().map(trader -> chart(trader, tables)).toList());
    }

    private static List<Mean> means(ResultTable table, String trader, String rule, String column) {
        return table.means().stream()
                .filter(mean -> mean.column().equals(column)
                        && mean.settings().text(ReportTask.TRADER).equals(trader)
                        && mean.settings().text(RuleChoice.RULE).equals(rule))
                .toList();
    }

    private static Chart chart(String trader, Map<String, ResultTable> tables) {
        List<Series> series = new ArrayList<>();
        tables.forEach((turns, table) -> {
            for (String rule : table.sweep().values(RuleChoice.RULE)) {
                List<Mean> means = means(table, trader, rule, UTILITY);
                double[] reports =
                        means.stream().mapToDouble(mean -> mean.keys()[0]).toArray();
                series.add(Series.of(
                        RuleChoice.inWords(rule) + ", " + turns,
                        reports,
                        means.stream().map(Mean::interval).toList()));
            }
        });
        boolean buyer = trader.equals("buyer");
        return new Chart(
                trader,
                "Utility of the " + trader + " by its report",
                (buyer ? "True value 41" : "True cost 9")
                        + "; 5 buyers and 3 sellers in all, the others uniform on 0 to 50.",
                "report (ticks)",
                "utility (ticks)",
                series);
    }

    /** Where utility peaks, and by how much it is above that of the truth. */
    private record Peak(double report, Interval gain, double atClock) {

        static Peak of(ResultTable table, String trader, String rule) {
            List<Mean> utility = means(table, trader, rule, UTILITY);
            int best = 0;
            for (int i = 1; i < utility.size(); i++) {
                if (utility.get(i).interval().mean()
                        > utility.get(best).interval().mean()) {
                    best = i;
                }
            }
            double atClock = means(table, trader, rule, "clockUtilityTicks").stream()
                    .mapToDouble(mean -> mean.interval().mean())
                    .max()
                    .orElse(0);
            Interval gain = means(table, trader, rule, GAIN).get(best).interval();
            return new Peak(utility.get(best).keys()[0], gain, atClock);
        }

        List<Interval> values() {
            return List.of(Measured.only(report), gain, Measured.only(atClock));
        }
    }

    private static Finding finding(
            Claim claim, String trader, double truth, ResultTable paper, Map<String, ResultTable> tables) {
        FindingTable detail = COLUMNS;
        for (var table : tables.entrySet()) {
            detail = detail.rows(
                    table.getValue().sweep().values(RuleChoice.RULE),
                    rule -> RuleChoice.inWords(rule) + ", " + table.getKey() + " turns",
                    rule -> Peak.of(table.getValue(), trader, rule).values());
        }
        Peak peak = Peak.of(paper, trader, MIDPOINT);
        boolean atTruth = peak.report() == truth || peak.gain().low() <= 0;
        return new Finding(
                claim,
                Measured.of("report at which utility peaks", peak.report(), "ticks"),
                detail,
                Verdict.of(atTruth, Math.abs(peak.report() - truth) <= NEARLY),
                (atTruth
                                ? "No report is significantly better than the truth under the paper's rule as far as known"
                                : "The trader shades its report because it may set the price itself; midpoint and alternating"
                                        + " turns are the paper's rule as far as known")
                        + "; reproduced would be a peak at the truth or none significantly better, differs one within "
                        + NEARLY + " ticks of it");
    }
}
