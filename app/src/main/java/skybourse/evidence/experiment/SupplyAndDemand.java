package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.Worlds;

/** Both tiers over drawn markets: do prices balance supply and demand, and are deadlines met? */
record SupplyAndDemand() implements Experiment {

    private static final String SWEEP = "two-tiers";
    private static final String MIDPOINT = "double-dutch-midpoint";
    private static final String WAIT = "wait";
    private static final String PRICED = "expected-cost";
    private static final List<String> OVERLOADS = List.of(PRICED, "ignore");
    private static final String MET = "deadlineShare";
    private static final String MOBILE_LOAD = "mobileLoadPerCapacity";
    private static final String FIXED_LOAD = "fixedLoadPerCapacity";
    private static final double BALANCED = 0.05;
    private static final double NEARLY_ALL = 0.95;
    private static final String NO_GAIN = "Tier 2 gains nothing that the interval tells from none";
    private static final String FEW_MISSED = "Tier 2 gains significantly, and at most one deadline in twenty is missed";
    private static final String MANY_MISSED =
            "Tier 2 gains significantly, but more than one deadline in twenty is missed with both";
    private static final Claim BALANCE =
            new Claim("C4", "prices balance supply and demand", "equilibrium prices balance supply and demand");
    private static final Claim DEADLINES = new Claim(
            "C12",
            "deadlines are met where resources are short",
            "both tiers together handle offloading well where resources are short");
    private static final List<String> RULES = List.of(
            RuleChoice.NONE, MIDPOINT, "double-dutch-strongly-balanced-reduction", "double-dutch-trade-reduction");

    @Override
    public String name() {
        return "two-tiers";
    }

    @Override
    public String title() {
        return "Supply, demand and deadlines with one tier and with two";
    }

    @Override
    public List<Claim> claims() {
        return List.of(BALANCE, DEADLINES);
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        return List.of(plan.sweep(
                SWEEP,
                new RoundTask(),
                Grid.standard()
                        .axis(Worlds.OVERLOAD, OVERLOADS)
                        .axis(Worlds.DELAY, plan.full() ? List.of(WAIT, "slow") : List.of(WAIT))
                        .axis(Worlds.RESALE, Worlds.PUBLISHED)
                        .axis(RuleChoice.RULE, RULES)
                        .axis(RuleChoice.TURNS, "shorter")));
    }

    @Override
    public String leftOut() {
        return "overload that slows everything instead of waiting; more drawn markets";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        ResultTable table = tables.get(SWEEP);
        if (table == null) {
            return new Outcome(List.of(), List.of());
        }
        return new Outcome(List.of(balance(table), deadlines(table)), List.of(chart(table)));
    }

    /** The markets stand in the order of what tier 1 alone reaches, so that neighbours are alike. */
    private static Chart chart(ResultTable table) {
        List<Long> order = table.rows(where(PRICED, RuleChoice.NONE)).stream()
                .sorted(Comparator.comparingDouble(row -> table.value(MET, row)))
                .map(ResultTable.Row::seed)
                .toList();
        List<Series> series = new ArrayList<>();
        for (String rule : List.of(RuleChoice.NONE, MIDPOINT)) {
            List<ResultTable.Row> rows = table.rows(where(PRICED, rule)).stream()
                    .filter(row -> order.contains(row.seed()))
                    .sorted(Comparator.comparingInt(row -> order.indexOf(row.seed())))
                    .toList();
            series.add(Series.plain(
                    rule.equals(RuleChoice.NONE) ? "tier 1 alone" : "with tier 2",
                    rows.stream().mapToDouble(row -> order.indexOf(row.seed())).toArray(),
                    table.column(MET, rows)));
        }
        return new Chart(
                        "deadlines",
                        "Deadlines met in each drawn market",
                        "20 WAs, 2 MAs, 3 FAs, 3 AAs; work beyond capacity waits a round unless it is resold. The two points of a market"
                                + " stand above each other.",
                        "seed of the market, in the order of tier 1 alone",
                        "share of deadlines met",
                        series)
                .apart(order.stream().map(String::valueOf).toList());
    }

    private static Map<String, String> where(String overload, String rule) {
        return Map.of(Worlds.OVERLOAD, overload, Worlds.DELAY, WAIT, RuleChoice.RULE, rule);
    }

    private static Finding balance(ResultTable table) {
        Interval mobile = table.mean(MOBILE_LOAD, where(PRICED, MIDPOINT));
        Interval fixed = table.mean(FIXED_LOAD, where(PRICED, MIDPOINT));
        double mobileOff = Math.abs(mobile.mean() - 1);
        double fixedOff = Math.abs(fixed.mean() - 1);
        return new Finding(
                BALANCE,
                mobileOff > fixedOff
                        ? new Measured("load over capacity of mobile agents", mobile, "")
                        : new Measured("load over capacity of fixed agents", fixed, ""),
                FindingTable.of(
                                "leaders",
                                "MAs' load over capacity",
                                "FAs' load over capacity",
                                "FAs' overload sold, %")
                        .rows(OVERLOADS, SupplyAndDemand::leaders, overload -> loads(table, where(overload, MIDPOINT))),
                Verdict.of(mobileOff <= BALANCED && fixedOff <= BALANCED, mobileOff <= BALANCED),
                "MAs that must not oversell price at their capacity; FAs oversell on purpose because tier 2 takes it over, and"
                        + " leaders to whom overselling costs nothing do not balance at all");
    }

    private static String leaders(String overload) {
        return overload.equals(PRICED) ? "with overload prices" : "myopic";
    }

    private static List<Interval> loads(ResultTable table, Map<String, String> where) {
        return List.of(
                table.mean(MOBILE_LOAD, where),
                table.mean(FIXED_LOAD, where),
                Measured.share(table.mean("soldShareOfOverload", where)));
    }

    private static Finding deadlines(ResultTable table) {
        FindingTable detail = FindingTable.of("tier 2", "deadlines met, %", "more than with tier 1 alone, points")
                .rows(RULES, RuleChoice::inWords, rule -> met(table, where(PRICED, rule)));
        Interval both = table.mean(MET, where(PRICED, MIDPOINT));
        boolean gains =
                table.difference(RuleChoice.RULE, MET, where(PRICED, MIDPOINT)).low() > 0;
        boolean nearlyAll = both.mean() >= NEARLY_ALL;
        return new Finding(
                DEADLINES,
                Measured.share("deadlines met with both tiers", both),
                detail,
                Verdict.of(gains && nearlyAll, gains),
                !gains ? NO_GAIN : nearlyAll ? FEW_MISSED : MANY_MISSED);
    }

    private static List<Interval> met(ResultTable table, Map<String, String> where) {
        return List.of(
                Measured.share(table.mean(MET, where)),
                Measured.percent(table.difference(RuleChoice.RULE, MET, where)));
    }
}
