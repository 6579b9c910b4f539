package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.Worlds;

/** Work up to and beyond what all processors can do, slot after slot, with none, one and three aerial agents that come and go. */
record OverloadTime() implements Experiment {

    private static final List<String> LOADS = List.of("0.5", "0.8", "1.0", "1.2");
    private static final List<String> AERIAL = List.of("0", "1", "3");
    private static final List<String> PRICES = List.of("expected-cost", "last-clearing", "sold-share");
    private static final String SLOPE = "backlogSlope";

    /** Growth that is none: less than half a slot of work in all slots of a run (ours). */
    private static final double LITTLE = 0.001;

    private static final Claim BOUNDED = new Claim(
            "C12", "backlogs over time", "both tiers together handle offloading well where resources are short");
    private static final Claim BEYOND =
            new Claim(Claim.BREAKS, "more work than capacity", "resources may be short; no number is given");

    /** A market that was played. */
    private record Market(String load, String aerial, String prices) {

        String name() {
            return load + ", " + aerial + ", " + prices.replace('-', ' ');
        }

        Map<String, String> where() {
            return Map.of(MovingMarket.LOAD, load, MovingMarket.AERIAL, aerial, MovingMarket.OVERLOAD, prices);
        }

        boolean isWithinCapacity() {
            return Double.parseDouble(load) < 1;
        }
    }

    @Override
    public String name() {
        return "overload-time";
    }

    @Override
    public String title() {
        return "Work up to and beyond capacity, slot after slot";
    }

    @Override
    public List<Claim> claims() {
        return List.of(BOUNDED, BEYOND);
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        boolean full = plan.full();
        return List.of(plan.simulations()
                .sweep(
                        name(),
                        new OverTimeTask(),
                        Grid.standard()
                                .axis(Worlds.RESALE, Worlds.PUBLISHED)
                                .axis(RuleChoice.TURNS, "shorter")
                                .axis(MovingMarket.REPAIR, MovingMarket.NEVER)
                                .axis(Solvers.SOLVER, "newton")
                                .axis(MovingMarket.FADING, "rayleigh")
                                .axis(MovingMarket.BATTERY, 30_000)
                                .axis(OverTimeTask.MEASURE, 0)
                                .axis(OverTimeTask.SLOTS, full ? 300 : 120)
                                .axis(MovingMarket.LOAD, full ? LOADS : List.of("0.8", "1.2"))
                                .axis(MovingMarket.AERIAL, full ? AERIAL : List.of("0", "3"))
                                .axis(MovingMarket.OVERLOAD, full ? PRICES : PRICES.subList(2, 3))));
    }

    @Override
    public String leftOut() {
        return "20 seeds instead of 5, 300 slots instead of 120; loads of 0.5 and 1; a single AA; overload at the expected cost and at the"
                + " last clearing price";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        ResultTable table = tables.get(name());
        if (table == null) {
            return new Outcome(List.of(), List.of());
        }
        return new Outcome(
                List.of(bounded(table), beyond(table)),
                List.of(
                        chart(table, "backlog", "Work that waits at leaders", "slots"),
                        chart(table, "deadlines", "Deadlines met", "share of tasks"),
                        chart(table, "expiredShare", "Tasks due before they could be offered", "share of tasks")));
    }

    private static List<Market> markets(ResultTable table) {
        List<Market> markets = new ArrayList<>();
        for (String load : table.sweep().values(MovingMarket.LOAD)) {
            for (String aerial : table.sweep().values(MovingMarket.AERIAL)) {
                table.sweep()
                        .values(MovingMarket.OVERLOAD)
                        .forEach(prices -> markets.add(new Market(load, aerial, prices)));
            }
        }
        return markets;
    }

    private static boolean isBounded(ResultTable table, Market market) {
        return table.mean(SLOPE, market.where()).low() <= LITTLE;
    }

    private static Finding bounded(ResultTable table) {
        List<Market> within =
                markets(table).stream().filter(Market::isWithinCapacity).toList();
        long bounded =
                within.stream().filter(market -> isBounded(table, market)).count();
        return new Finding(
                BOUNDED,
                new Measured(
                        "growth of the mean backlog where it grows most, work below capacity",
                        permille(within.stream()
                                .map(market -> table.mean(SLOPE, market.where()))
                                .max((a, b) -> Double.compare(a.mean(), b.mean()))
                                .orElseThrow()),
                        "thousandths of a slot a slot"),
                detail(table, within),
                Verdict.of(bounded == within.size(), bounded > 0),
                "Reproduced would be a slope over the second half that is not significantly above a thousandth of a slot a slot in any"
                        + " market with less work than capacity");
    }

    private static Finding beyond(ResultTable table) {
        List<Market> over = markets(table).stream()
                .filter(market -> !market.isWithinCapacity())
                .toList();
        boolean grows = over.stream().anyMatch(market -> !isBounded(table, market));
        return new Finding(
                BEYOND,
                Measured.share(
                        "deadlines met at the highest load, where fewest are",
                        over.stream()
                                .map(market -> table.mean("deadlines", market.where()))
                                .min((a, b) -> Double.compare(a.mean(), b.mean()))
                                .orElseThrow()),
                detail(table, over),
                Verdict.check(grows),
                grows
                        ? "Leaders' backlogs grow significantly faster than a thousandth of a slot a slot in some market with as much work as capacity or more"
                        : "Leaders' backlogs stay bounded even then: a WA offers one task a slot, so what is too much waits"
                                + " at WAs until it is due");
    }

    private static FindingTable detail(ResultTable table, List<Market> markets) {
        return FindingTable.of(
                        "load, AAs, price of overload",
                        "backlog at leaders, slots",
                        "its growth, thousandths of a slot a slot",
                        "backlog at home, slots",
                        "its growth, thousandths of a slot a slot",
                        "tasks due before they could be offered, %",
                        "deadlines met, %",
                        "overload sold, %",
                        "AAs at their stations")
                .rows(markets, Market::name, market -> told(table, market.where()));
    }

    private static List<Interval> told(ResultTable table, Map<String, String> where) {
        return List.of(
                table.mean("backlog", where),
                permille(table.mean(SLOPE, where)),
                table.mean("homeBacklog", where),
                permille(table.mean("homeBacklogSlope", where)),
                Measured.share(table.mean("expiredShare", where)),
                Measured.share(table.mean("deadlines", where)),
                Measured.share(table.mean("soldShare", where)),
                table.mean("aerialServing", where));
    }

    private static Interval permille(Interval slope) {
        double thousand = 1000;
        return new Interval(
                slope.count(),
                thousand * slope.mean(),
                thousand * slope.low(),
                thousand * slope.high(),
                thousand * slope.deviation());
    }

    private static Chart chart(ResultTable table, String column, String title, String unit) {
        List<String> loads = table.sweep().values(MovingMarket.LOAD);
        double[] x = loads.stream().mapToDouble(Double::parseDouble).toArray();
        List<Series> series = new ArrayList<>();
        for (String aerial : table.sweep().values(MovingMarket.AERIAL)) {
            for (String prices : table.sweep().values(MovingMarket.OVERLOAD)) {
                series.add(Series.of(
                        aerial + " AAs, " + prices.replace('-', ' '),
                        x,
                        loads.stream()
                                .map(load -> table.mean(column, new Market(load, aerial, prices).where()))
                                .toList()));
            }
        }
        return new Chart(
                column,
                title,
                "Load is all work that comes over all that can be done, AAs included; these fly home to charge and come back.",
                "load",
                unit,
                series);
    }
}
