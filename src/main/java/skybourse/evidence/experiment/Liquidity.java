package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/** Five buyers against 1, 3, 5 and 10 sellers and several spreads of values, by clearing rule: the paper's next check 2. */
record Liquidity() implements Experiment {

    private static final List<String> SIZES = List.of("5/1", "5/3", "5/5", "5/10");
    private static final double[] SELLERS = {1, 3, 5, 10};
    private static final List<String> RANGES = List.of("0/50", "15/35", "22/28");
    private static final List<String> RULES = List.of(
            "double-dutch-midpoint",
            "double-dutch-trade-reduction",
            "double-dutch-strongly-balanced-reduction",
            "mcafee",
            "vcg");

    @Override
    public String name() {
        return "liquidity";
    }

    @Override
    public String title() {
        return "Five FAs against 1, 3, 5 and 10 AAs";
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        return List.of(plan.sweep(
                name(),
                new AuctionTask(),
                Experiment.grid(
                        "market",
                        SIZES,
                        "range",
                        RANGES,
                        "markets",
                        plan.full() ? "1000" : "200",
                        RuleChoice.RULE,
                        RULES,
                        "turns",
                        "shorter")));
    }

    @Override
    public String leftOut() {
        return "1,000 markets a cell instead of 200";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        ResultTable table = tables.get(name());
        if (table == null) {
            return new Outcome(List.of(), List.of());
        }
        List<Chart> charts = List.of(
                chart(table, "trades", "Trades", "trades a market"),
                chart(table, "priceVariance", "Variance of the price", "square ticks"),
                chart(table, "welfarePerOptimum", "Welfare", "share of the best possible"));
        Interval thin = table.mean("trades", where("5/1", RULES.getFirst()));
        Interval thick = table.mean("trades", where("5/10", RULES.getFirst()));
        Interval calm = table.mean("priceVariance", where("5/10", RULES.getFirst()));
        Interval wild = table.mean("priceVariance", where("5/1", RULES.getFirst()));
        double worst = Arrays.stream(table.column("deadweightShare", table.rows()))
                .max()
                .orElse(0);
        Finding finding = new Finding(
                "next check 2",
                "liquidity",
                "few participants may not make a competitive price",
                String.format(
                                Locale.ROOT,
                                "with the midpoint price %s trades against 1 AA and %s against 10; variance of the price %s and %s; at the worst %s of the",
                                Phrases.interval(thin),
                                Phrases.interval(thick),
                                Phrases.interval(wild),
                                Phrases.interval(calm),
                                Phrases.percent(worst))
                        + " markets of a cell trade less than half of what they could",
                Verdict.of(thin.high() < thick.low() && calm.high() < wild.low(), thin.high() < thick.low()),
                "the paper suggests the check and gives no numbers; judged: more sellers, more trades and a calmer price");
        return new Outcome(List.of(finding), charts);
    }

    private static Map<String, String> where(String size, String rule) {
        return Map.of("market", size, RuleChoice.RULE, rule, "range", RANGES.getFirst());
    }

    private static Chart chart(ResultTable table, String column, String title, String unit) {
        List<Series> series = new ArrayList<>();
        for (String rule : RULES) {
            series.add(Series.of(
                    rule.replace("double-dutch-", "").replace('-', ' '),
                    SELLERS,
                    SIZES.stream()
                            .map(size -> table.mean(column, where(size, rule)))
                            .toList()));
        }
        return new Chart(
                column,
                title + " by number of AAs",
                "Values uniform on 0 to 50 ticks; narrower spreads are in the table.",
                "AAs",
                unit,
                series);
    }
}
