package skybourse.evidence.experiment;

import java.util.List;
import java.util.Map;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.evidence.sweep.Grid;
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

    private static final String TRADES = "trades";
    private static final String VARIANCE = "priceVariance";
    private static final String WELFARE = "welfarePerOptimum";
    private static final FindingTable COLUMNS = FindingTable.of(
            "FAs/AAs",
            "trades a market",
            "variance of the price, square ticks",
            "best welfare reached, %",
            "markets below half of the trades, %");
    private static final Claim THIN = new Claim(
            Claim.CHECK + "2", "liquidity", "few participants may not make a competitive price; no number is given");

    @Override
    public String name() {
        return "liquidity";
    }

    @Override
    public String title() {
        return "Five FAs against 1, 3, 5 and 10 AAs";
    }

    @Override
    public List<Claim> claims() {
        return List.of(THIN);
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        return List.of(plan.sweep(
                name(),
                new AuctionTask(),
                Grid.standard()
                        .axis(Markets.SIZE, SIZES)
                        .axis(Markets.RANGE, RANGES)
                        .axis(Markets.MARKETS, plan.full() ? 1000 : 200)
                        .axis(RuleChoice.RULE, RULES)
                        .axis(RuleChoice.TURNS, "shorter")));
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
                chart(table, TRADES, "Trades", "trades a market"),
                chart(table, VARIANCE, "Variance of the price", "square ticks"),
                chart(table, WELFARE, "Welfare", "share of the best possible"));
        return new Outcome(List.of(finding(table)), charts);
    }

    private static Finding finding(ResultTable table) {
        Map<String, String> thick = where(SIZES.getLast(), RULES.getFirst());
        Interval variance = table.difference(Markets.SIZE, VARIANCE, thick);
        boolean changes = isApart(variance) || isApart(table.difference(Markets.SIZE, TRADES, thick));
        return new Finding(
                THIN,
                new Measured("variance of the price with 10 AAs less that with 1", variance, "square ticks"),
                COLUMNS.rows(SIZES, size -> size, size -> cleared(table, where(size, RULES.getFirst()))),
                Verdict.check(changes),
                changes
                        ? "The number of sellers changes trades or the price's variance significantly; midpoint price"
                        : "The number of sellers changes neither trades nor the price's variance significantly; midpoint price");
    }

    private static List<Interval> cleared(ResultTable table, Map<String, String> where) {
        return List.of(
                table.mean(TRADES, where),
                table.mean(VARIANCE, where),
                Measured.share(table.mean(WELFARE, where)),
                Measured.share(table.mean("deadweightShare", where)));
    }

    private static boolean isApart(Interval difference) {
        return difference.low() > 0 || difference.high() < 0;
    }

    private static Map<String, String> where(String size, String rule) {
        return Map.of(Markets.SIZE, size, RuleChoice.RULE, rule, Markets.RANGE, RANGES.getFirst());
    }

    private static Chart chart(ResultTable table, String column, String title, String unit) {
        List<Series> series =
                RULES.stream().map(rule -> line(table, column, rule)).toList();
        return new Chart(
                column,
                title + " by number of AAs",
                "Values uniform on 0 to 50 ticks; narrower spreads are in the table.",
                "AAs",
                unit,
                series);
    }

    private static Series line(ResultTable table, String column, String rule) {
        return Series.of(
                RuleChoice.inWords(rule),
                SELLERS,
                SIZES.stream()
                        .map(size -> table.mean(column, where(size, rule)))
                        .toList());
    }
}
