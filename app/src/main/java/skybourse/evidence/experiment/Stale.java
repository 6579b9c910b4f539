package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ResultTable.Row;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.Worlds;

/**
 * Quotes and reports that come late or never: the paper's break condition of stale prices. Every quote binds, however old: with the
 * standard two slots nothing older would be sold at all.
 */
record Stale() implements Experiment {

    private static final String AGE = "age";
    private static final String LOST = "lost";

    /** Messages that take any part of a slot are read in the next one: 0.1 s is as good as 1 s. */
    private static final List<String> DELAYS = List.of("0", "1", "2", "5", "10");

    private static final List<String> SPEEDS = List.of("1.5", "15");
    private static final String EVERY_SLOT = "every-slot";

    /** Where a task comes in every slot, late news errs only about channels; else about who has a task, too. */
    private static final List<String> ARRIVALS = List.of("poisson", EVERY_SLOT);

    private static final List<String> PRICINGS = List.of("solve", "steps-1");
    private static final List<String> ROOMS = List.of("0", "0.01");
    private static final List<String> LOSSES = List.of("0.1", "0.3");
    private static final String AT_ONCE = DELAYS.getFirst();
    private static final String ONE_SLOT = "1";

    private static final String EPS = "epsPricesMedian";
    private static final String REAL = "epsPricesRealMedian";
    private static final String WELFARE = "welfare";
    private static final double LITTLE = 0.01;
    private static final double MUCH = 0.05;

    private static final Claim STALE = new Claim(
            Claim.BREAKS, "stale prices", "stale prices or channel estimates can break it; no number is given");
    private static final Claim LOSSY =
            new Claim(Claim.BREAKS, "lost messages", "agents are taken to know prices and to answer at once");

    /** One way to move, to want and to price. */
    private record Way(String speed, String arrivals, String pricing, String headRoom) {

        String market() {
            return speed + " m/s, " + (arrivals.equals(EVERY_SLOT) ? "a task every slot" : "tasks at random");
        }

        String name() {
            return market() + ", " + (pricing.equals("solve") ? "solved" : "one round a slot") + ", head room "
                    + headRoom;
        }

        boolean isUsual() {
            return pricing.equals(PRICINGS.getFirst()) && headRoom.equals(ROOMS.getLast());
        }

        Map<String, String> at(String axis, String value) {
            return Map.of(
                    MovingMarket.SPEED,
                    speed,
                    MovingMarket.ARRIVALS,
                    arrivals,
                    MovingMarket.PRICING,
                    pricing,
                    MovingMarket.HEAD_ROOM,
                    headRoom,
                    axis,
                    value);
        }
    }

    @Override
    public String name() {
        return "stale";
    }

    @Override
    public String title() {
        return "Quotes and reports that come late or never";
    }

    @Override
    public List<Claim> claims() {
        return List.of(STALE, LOSSY);
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        ExperimentPlan few = plan.simulations();
        boolean full = plan.full();
        Grid grid = Grid.standard()
                .axis(Worlds.RESALE, Worlds.PUBLISHED)
                .axis(RuleChoice.TURNS, "shorter")
                .axis(MovingMarket.REPAIR, MovingMarket.NEVER)
                .axis(MovingMarket.BINDS, 20)
                .axis(Solvers.SOLVER, "newton")
                .axis(OverTimeTask.WARM_UP, 30)
                .axis(OverTimeTask.SLOTS, full ? 150 : 70)
                .axis(MovingMarket.SPEED, full ? SPEEDS : SPEEDS.subList(0, 1))
                .axis(MovingMarket.PRICING, full ? PRICINGS : PRICINGS.subList(0, 1))
                .axis(MovingMarket.HEAD_ROOM, full ? ROOMS : ROOMS.subList(1, 2));
        List<Sweep> sweeps = new ArrayList<>();
        sweeps.add(few.sweep(
                AGE,
                new OverTimeTask(),
                grid.axis(MovingMarket.ARRIVALS, ARRIVALS)
                        .axis(MovingMarket.DELAY, full ? DELAYS : List.of("0", "1", "5"))));
        if (full) {
            sweeps.add(few.sweep(
                    LOST,
                    new OverTimeTask(),
                    grid.axis(MovingMarket.DELAY, ONE_SLOT).axis(MovingMarket.LOSS, LOSSES)));
        }
        return sweeps;
    }

    @Override
    public String leftOut() {
        return "20 seeds instead of 5, 150 slots instead of 70; 15 m/s, one round of best responses a slot, no head room; delays of 2 and"
                + " 10 s; lost messages";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        ResultTable age = tables.get(AGE);
        if (age == null) {
            return new Outcome(List.of(), List.of());
        }
        List<Finding> findings = new ArrayList<>(List.of(stale(age)));
        Optional.ofNullable(tables.get(LOST)).ifPresent(lost -> findings.add(lossy(age, lost)));
        return new Outcome(
                findings,
                List.of(
                        chart(age, REAL, "Gain by other prices, in money", "median of slots, relative"),
                        chart(age, EPS, "Gain by other prices, overload price counted", "median of slots, relative"),
                        chart(age, "deadlines", "Deadlines met", "share of tasks"),
                        welfareChart(age)));
    }

    private static List<Way> ways(ResultTable table) {
        List<Way> ways = new ArrayList<>();
        for (Settings point : table.sweep().points()) {
            ways.add(new Way(
                    point.text(MovingMarket.SPEED),
                    point.text(MovingMarket.ARRIVALS),
                    point.text(MovingMarket.PRICING),
                    point.text(MovingMarket.HEAD_ROOM)));
        }
        return ways.stream().distinct().toList();
    }

    private static Finding stale(ResultTable table) {
        List<String> delays = table.sweep().values(MovingMarket.DELAY);
        Way usual = new Way(SPEEDS.getFirst(), ARRIVALS.getFirst(), PRICINGS.getFirst(), ROOMS.getLast());
        FindingTable detail = FindingTable.of(
                        "WAs, prices",
                        "somebody gains 1 % in money from, s",
                        "5 % from, s",
                        "1 % with the overload price from, s",
                        "5 % with it from, s",
                        "welfare is 1 % lower from, s",
                        "deadlines met at once, %",
                        "after a slot, %",
                        "MAs oversold after a slot, %")
                .rows(ways(table), Way::name, way -> passes(table, way));
        double lowest = ways(table).stream()
                .flatMap(way -> delays.stream().map(delay -> change(table, way, delay)))
                .mapToDouble(Interval::mean)
                .min()
                .orElseThrow();
        boolean gains = delays.stream()
                .skip(1)
                .anyMatch(delay -> ways(table).stream().anyMatch(way -> real(table, way, delay) >= LITTLE));
        return new Finding(
                STALE,
                Measured.ratio(
                        "change of welfare at the longest delay, walkers, tasks at random, solved prices, the usual head room",
                        change(table, usual, delays.getLast())),
                detail,
                Verdict.check(gains || lowest <= -LITTLE),
                "Robust would be a gain below 1 % in money and welfare that falls by less than 1 % at every delay; from is the first delay of"
                        + " those tried, a dash is none, and every quote binds however old it is");
    }

    private static double real(ResultTable table, Way way, String delay) {
        return table.mean(REAL, way.at(MovingMarket.DELAY, delay)).mean();
    }

    private static List<Interval> passes(ResultTable table, Way way) {
        return List.of(
                first(table, delay -> real(table, way, delay) >= LITTLE),
                first(table, delay -> real(table, way, delay) >= MUCH),
                first(table, delay -> eps(table, way, delay) >= LITTLE),
                first(table, delay -> eps(table, way, delay) >= MUCH),
                first(table, delay -> change(table, way, delay).mean() <= -LITTLE),
                Measured.share(table.mean("deadlines", way.at(MovingMarket.DELAY, AT_ONCE))),
                Measured.share(table.mean("deadlines", way.at(MovingMarket.DELAY, ONE_SLOT))),
                Measured.percent(table.mean("oversold", way.at(MovingMarket.DELAY, ONE_SLOT))));
    }

    private static double eps(ResultTable table, Way way, String delay) {
        return table.mean(EPS, way.at(MovingMarket.DELAY, delay)).mean();
    }

    private interface Passes {
        boolean at(String delay);
    }

    private static Interval first(ResultTable table, Passes passes) {
        return table.sweep().values(MovingMarket.DELAY).stream()
                .filter(passes::at)
                .findFirst()
                .map(delay -> Measured.only(Double.parseDouble(delay)))
                .orElseGet(() -> Interval.of(new double[0]));
    }

    /** Returns the relative change of welfare against news that is heard at once, paired by seed. */
    private static Interval change(ResultTable table, Way way, String delay) {
        return change(table, way.at(MovingMarket.DELAY, AT_ONCE), table, way.at(MovingMarket.DELAY, delay));
    }

    private static Interval change(
            ResultTable before, Map<String, String> from, ResultTable after, Map<String, String> to) {
        Map<Long, Double> first = before.rows(from).stream()
                .collect(Collectors.toMap(Row::seed, row -> before.value(WELFARE, row), (a, _) -> a, TreeMap::new));
        return after.overSeeds(to, row -> after.value(WELFARE, row) / first.getOrDefault(row.seed(), Double.NaN) - 1);
    }

    private static Finding lossy(ResultTable age, ResultTable lost) {
        FindingTable detail = FindingTable.of(
                "WAs, prices, lost",
                "somebody gains in money, %",
                "with the overload price, %",
                "welfare, change in %",
                "deadlines met, %",
                "MAs oversold, %");
        List<Interval> changes = new ArrayList<>();
        for (Way way : ways(lost)) {
            for (String loss : lost.sweep().values(MovingMarket.LOSS)) {
                Map<String, String> at = way.at(MovingMarket.LOSS, loss);
                Interval change = change(age, way.at(MovingMarket.DELAY, ONE_SLOT), lost, at);
                changes.add(change);
                detail = detail.row(
                        way.name() + ", " + loss,
                        Measured.percent(lost.mean(REAL, at)),
                        Measured.percent(lost.mean(EPS, at)),
                        Measured.percent(change),
                        Measured.share(lost.mean("deadlines", at)),
                        Measured.percent(lost.mean("oversold", at)));
            }
        }
        Interval worst = changes.stream()
                .min((a, b) -> Double.compare(a.mean(), b.mean()))
                .orElseThrow();
        return new Finding(
                LOSSY,
                Measured.ratio("change of welfare by lost messages where it falls most", worst),
                detail,
                Verdict.check(worst.mean() <= -LITTLE),
                "Robust would be welfare that falls by less than 1 % against the same market in which every message comes a slot late; a"
                        + " lost message leaves the one before");
    }

    private static Chart chart(ResultTable table, String column, String title, String unit) {
        return chart(table, column, title, unit, (way, delay) -> table.mean(column, way.at(MovingMarket.DELAY, delay)));
    }

    private static Chart welfareChart(ResultTable table) {
        return chart(
                table,
                "welfareChange",
                "Welfare against news at once",
                "relative change",
                (way, delay) -> change(table, way, delay));
    }

    private interface Value {
        Interval at(Way way, String delay);
    }

    private static Chart chart(ResultTable table, String id, String title, String unit, Value value) {
        List<String> delays = table.sweep().values(MovingMarket.DELAY);
        double[] x = delays.stream().mapToDouble(Double::parseDouble).toArray();
        List<Series> series = ways(table).stream()
                .filter(Way::isUsual)
                .map(way -> Series.of(
                        way.market(),
                        x,
                        delays.stream().map(delay -> value.at(way, delay)).toList()))
                .toList();
        return new Chart(
                id,
                title,
                "Every message takes this long, quotes and reports alike; a slot is 1 s, every quote binds, prices are solved with the usual head"
                        + " room.",
                "delay, s",
                unit,
                series);
    }
}
