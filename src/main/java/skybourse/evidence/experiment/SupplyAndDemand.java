package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.Worlds;

/** Both tiers over drawn markets: do prices balance supply and demand, and are deadlines met? */
record SupplyAndDemand() implements Experiment {

    private static final String SWEEP = "two-tiers";
    private static final String MIDPOINT = "double-dutch-midpoint";
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
    public List<Sweep> sweeps(ExperimentPlan plan) {
        return List.of(plan.sweep(
                SWEEP,
                new RoundTask(),
                Experiment.grid(
                        Worlds.OVERLOAD,
                        List.of("expected-cost", "ignore"),
                        Worlds.DELAY,
                        plan.full() ? List.of("wait", "slow") : List.of("wait"),
                        RuleChoice.RULE,
                        RULES,
                        "turns",
                        "shorter")));
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
        List<Long> order = table.rows(where("expected-cost", RuleChoice.NONE)).stream()
                .sorted(Comparator.comparingDouble(row -> table.column("deadlineShare", List.of(row))[0]))
                .map(ResultTable.Row::seed)
                .toList();
        List<Series> series = new ArrayList<>();
        for (String rule : List.of(RuleChoice.NONE, MIDPOINT)) {
            List<ResultTable.Row> rows = table.rows(where("expected-cost", rule)).stream()
                    .filter(row -> order.contains(row.seed()))
                    .sorted(Comparator.comparingInt(row -> order.indexOf(row.seed())))
                    .toList();
            series.add(Series.plain(
                    rule.equals(RuleChoice.NONE) ? "tier 1 alone" : "with tier 2",
                    rows.stream().mapToDouble(row -> order.indexOf(row.seed())).toArray(),
                    table.column("deadlineShare", rows)));
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
        return Map.of(Worlds.OVERLOAD, overload, Worlds.DELAY, "wait", RuleChoice.RULE, rule);
    }

    private static Finding balance(ResultTable table) {
        Map<String, String> priced = where("expected-cost", MIDPOINT);
        Interval mobile = table.mean("mobileLoadPerCapacity", priced);
        Interval fixed = table.mean("fixedLoadPerCapacity", priced);
        Interval sold = table.mean("soldShareOfOverload", priced);
        Map<String, String> myopic = where("ignore", MIDPOINT);
        boolean mobileBalanced = Math.abs(mobile.mean() - 1) <= 0.05;
        return new Finding(
                "C4",
                "prices balance supply and demand",
                "equilibrium prices balance supply and demand",
                String.format(
                        Locale.ROOT,
                        "load over capacity: MAs %s, FAs %s, of whose overload tier 2 sells %s; with myopic leaders MAs %s, FAs %s",
                        Phrases.interval(mobile),
                        Phrases.interval(fixed),
                        Phrases.interval(sold),
                        Phrases.interval(table.mean("mobileLoadPerCapacity", myopic)),
                        Phrases.interval(table.mean("fixedLoadPerCapacity", myopic))),
                Verdict.of(mobileBalanced && Math.abs(fixed.mean() - 1) <= 0.05, mobileBalanced),
                "MAs that must not oversell price at their capacity; FAs oversell on purpose because tier 2 takes it over, and"
                        + " leaders to whom overselling costs nothing do not balance at all");
    }

    private static Finding deadlines(ResultTable table) {
        Interval alone = table.mean("deadlineShare", where("expected-cost", RuleChoice.NONE));
        Interval both = table.mean("deadlineShare", where("expected-cost", MIDPOINT));
        Interval gain = table.differences().stream()
                .filter(difference -> difference.axis().equals(RuleChoice.RULE)
                        && difference.column().equals("deadlineShare")
                        && difference
                                .settings()
                                .byAxis()
                                .entrySet()
                                .containsAll(where("expected-cost", MIDPOINT).entrySet()))
                .findFirst()
                .orElseThrow()
                .interval();
        return new Finding(
                "C12",
                "deadlines are met where resources are short",
                "the two tiers together handle offloading well where resources are short",
                String.format(
                        Locale.ROOT,
                        "deadlines met: %s with tier 1 alone, %s with both; paired gain %s over %d markets",
                        Phrases.interval(alone),
                        Phrases.interval(both),
                        Phrases.interval(gain),
                        gain.count()),
                Verdict.of(gain.low() > 0 && both.mean() >= 0.95, gain.low() > 0),
                gain.low() > 0
                        ? String.format(
                                Locale.ROOT,
                                "the second tier gains significantly, but %s of deadlines are missed with both",
                                Phrases.percent(1 - both.mean()))
                        : "no gain that the interval tells from none");
    }
}
