package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ResultTable.Mean;
import skybourse.evidence.sweep.Sweep;

/** The paper's Figure 8: utility of a buyer worth 41 and a seller costing 9 by their reports. */
record Figure08() implements Experiment {

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
    public List<Sweep> sweeps(ExperimentPlan plan) {
        String markets = plan.full() ? "400" : "100";
        return List.of(
                plan.sweep(
                        "alternate",
                        new ReportTask(),
                        Experiment.grid(
                                "trader",
                                TRADERS,
                                "markets",
                                markets,
                                RuleChoice.RULE,
                                List.of("double-dutch-midpoint", "double-dutch-trade-reduction"))),
                plan.sweep(
                        "shorter",
                        new ReportTask(),
                        Experiment.grid(
                                "trader",
                                TRADERS,
                                "markets",
                                markets,
                                RuleChoice.RULE,
                                List.of(
                                        "double-dutch-midpoint",
                                        "double-dutch-trade-reduction",
                                        "double-dutch-strongly-balanced-reduction"),
                                "turns",
                                "shorter")));
    }

    @Override
    public String leftOut() {
        return "400 markets a cell instead of 100";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        List<Finding> findings = new ArrayList<>();
        List<Chart> charts = new ArrayList<>();
        for (String trader : TRADERS) {
            charts.add(chart(trader, tables));
            ResultTable paper = tables.get("alternate");
            if (paper != null) {
                findings.add(finding(trader, paper, "double-dutch-midpoint", "the paper's rule as far as known"));
            }
        }
        return new Outcome(findings, charts);
    }

    private static List<Mean> means(ResultTable table, String trader, String rule, String column) {
        return table.means().stream()
                .filter(mean -> mean.column().equals(column)
                        && mean.settings().text("trader").equals(trader)
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
                        rule.replace("double-dutch-", "").replace('-', ' ') + ", " + turns,
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

    private static Finding finding(String trader, ResultTable table, String rule, String which) {
        double truth = trader.equals("buyer") ? 41 : 9;
        List<Mean> utility = means(table, trader, rule, UTILITY);
        List<Mean> gains = means(table, trader, rule, GAIN);
        int best = 0;
        for (int i = 1; i < utility.size(); i++) {
            if (utility.get(i).interval().mean() > utility.get(best).interval().mean()) {
                best = i;
            }
        }
        double peak = utility.get(best).keys()[0];
        Interval gain = gains.get(best).interval();
        double[] clock = means(table, trader, rule, "clockUtilityTicks").stream()
                .mapToDouble(mean -> mean.interval().mean())
                .toArray();
        boolean atTruth = peak == truth || gain.low() <= 0;
        return new Finding(
                "C6",
                "where the " + trader + "'s utility peaks",
                String.format(
                        Locale.ROOT, "the %s's utility peaks at its true value %s", trader, Phrases.number(truth)),
                String.format(
                        Locale.ROOT,
                        "utility peaks at report %s, where it is %s ticks above the truthful report's; surplus measured at the accepted clock is at most %s",
                        Phrases.number(peak),
                        Phrases.interval(gain),
                        Phrases.number(Arrays.stream(clock).max().orElse(0))),
                Verdict.of(atTruth, Math.abs(peak - truth) <= 3),
                atTruth
                        ? which + "; no report is better than the truth beyond the interval"
                        : which + "; the trader shades its report because it may set the price itself");
    }
}
