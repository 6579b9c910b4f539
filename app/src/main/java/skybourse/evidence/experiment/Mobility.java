package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.Worlds;

/** A market that moves against the same market frozen, by speed, fading and arrivals: the paper's next check 1. */
record Mobility() implements Experiment {

    private static final String MOVING = "moving";
    private static final String ARRIVING = "arriving";
    private static final String DRIVING = "driving";

    private static final List<String> SPEEDS = List.of("0", "1.5", "5", "15");
    private static final List<String> FADINGS = List.of("none", "rayleigh", "rician", MovingMarket.ONE_FADE);
    private static final List<String> ARRIVALS = List.of("every-slot", "bursts");
    private static final String WALK = "1.5";
    private static final String RAYLEIGH = "rayleigh";

    private static final double MOST_QUALITY_LOST = 0.05;
    private static final double MOST_DEADLINES_LOST = 0.05;

    private static final Claim CONVERGENCE =
            new Claim("C3", "iterations in a market that moves", "about 5 to 8 iterations from different starts");
    private static final Claim AGAINST_FROZEN = new Claim(
            Claim.CHECK + "1", "mobility", "convergence and quality under fading and arrivals; no number is given");

    /**
     * A market that was played.
     *
     * @param name for people
     * @param table where it stands
     * @param where its settings there
     */
    private record Market(String name, ResultTable table, Map<String, String> where) {

        Interval mean(String column) {
            return table.mean(column, where);
        }
    }

    @Override
    public String name() {
        return "mobility";
    }

    @Override
    public String title() {
        return "A market that moves, against the same market frozen";
    }

    @Override
    public List<Claim> claims() {
        return List.of(CONVERGENCE, AGAINST_FROZEN);
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        ExperimentPlan few = plan.simulations();
        boolean full = plan.full();
        Grid grid = Grid.standard()
                .axis(Worlds.RESALE, Worlds.PUBLISHED)
                .axis(RuleChoice.TURNS, "shorter")
                .axis(MovingMarket.REPAIR, MovingMarket.NEVER)
                .axis(OverTimeTask.SLOTS, full ? 200 : 60)
                .axis(OverTimeTask.AGAINST, OverTimeTask.FROZEN);
        Grid walk = grid.axis(MovingMarket.FADING, RAYLEIGH);
        List<Sweep> sweeps = new ArrayList<>();
        sweeps.add(few.sweep(
                MOVING,
                new OverTimeTask(),
                grid.axis(MovingMarket.SPEED, full ? SPEEDS : List.of("1.5", "15"))
                        .axis(MovingMarket.FADING, full ? FADINGS : FADINGS.subList(0, 2))));
        sweeps.add(few.sweep(
                ARRIVING,
                new OverTimeTask(),
                walk.axis(MovingMarket.ARRIVALS, full ? ARRIVALS : ARRIVALS.subList(1, 2))));
        if (full) {
            sweeps.add(few.sweep(DRIVING, new OverTimeTask(), walk.axis(MovingMarket.MOBILE_SPEED, 10)));
        }
        return sweeps;
    }

    @Override
    public String leftOut() {
        return "20 seeds instead of 5, 200 slots instead of 60; standing WAs and WAs at 5 m/s; Rician fading and one fade a slot; a task in"
                + " every slot; MAs that drive";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        List<Market> markets = markets(tables);
        if (markets.isEmpty()) {
            return new Outcome(List.of(), List.of());
        }
        ResultTable moving = tables.get(MOVING);
        List<Chart> charts = moving == null
                ? List.of()
                : List.of(
                        chart(moving, "nearShare", "Prices near their end within 8 rounds", "share of slots"),
                        chart(moving, "qualityChange", "Quality against the frozen market", "relative change"),
                        chart(moving, "deadlinesGap", "Deadlines met against the frozen market", "change of the share"),
                        chart(moving, "ratioStability", "What is sent changes from slot to slot", "share of a task"));
        return new Outcome(List.of(convergence(markets), againstFrozen(markets)), charts);
    }

    private static List<Market> markets(Map<String, ResultTable> tables) {
        List<Market> markets = new ArrayList<>();
        Optional.ofNullable(tables.get(MOVING)).ifPresent(table -> {
            for (String speed : table.sweep().values(MovingMarket.SPEED)) {
                for (String fading : table.sweep().values(MovingMarket.FADING)) {
                    markets.add(new Market(speed + " m/s, " + inWords(fading), table, where(speed, fading)));
                }
            }
        });
        Optional.ofNullable(tables.get(ARRIVING))
                .ifPresent(table -> table.sweep()
                        .values(MovingMarket.ARRIVALS)
                        .forEach(arrivals -> markets.add(new Market(
                                WALK + " m/s, rayleigh, "
                                        + (arrivals.equals("bursts") ? arrivals : "a task every slot"),
                                table,
                                Map.of(MovingMarket.ARRIVALS, arrivals)))));
        Optional.ofNullable(tables.get(DRIVING))
                .ifPresent(table -> markets.add(new Market(WALK + " m/s, rayleigh, MAs at 10 m/s", table, Map.of())));
        return markets;
    }

    private static Map<String, String> where(String speed, String fading) {
        return Map.of(MovingMarket.SPEED, speed, MovingMarket.FADING, fading);
    }

    private static String inWords(String fading) {
        return switch (fading) {
            case "none" -> "no fading";
            case MovingMarket.ONE_FADE -> "one rayleigh fade a slot";
            default -> fading;
        };
    }

    private static Finding convergence(List<Market> markets) {
        FindingTable detail = FindingTable.of(
                        "WAs",
                        "near within 8, %",
                        "median rounds until near",
                        "cold: near within 8, %",
                        "cold: median rounds until near",
                        "at rest within 8, %",
                        "digits a round",
                        "proven, %")
                .rows(markets, Market::name, Mobility::converged);
        List<Market> soon = markets.stream()
                .filter(market -> market.mean("nearShare").mean() >= 0.5)
                .toList();
        return new Finding(
                CONVERGENCE,
                Measured.share(
                        "slots whose prices are near their end within 8 rounds from the last quotes, where fewest are",
                        least(markets, "nearShare").mean("nearShare")),
                detail,
                Verdict.of(soon.size() == markets.size(), !soon.isEmpty()),
                "Reproduced would be half of the slots in every market; near is no further than 1 % from where prices rest, as for C3 on a"
                        + " round of its own, at rest is nobody gaining even a billionth, and slots whose prices cycle count as never");
    }

    private static Market least(List<Market> markets, String column) {
        return markets.stream()
                .min(Comparator.comparingDouble(market -> market.mean(column).mean()))
                .orElseThrow();
    }

    private static List<Interval> converged(Market market) {
        return Stream.of(
                        Measured.share(market.mean("nearShare")),
                        market.mean("roundsNearMedian"),
                        Measured.share(market.mean("nearShareCold")),
                        market.mean("roundsColdNearMedian"),
                        Measured.share(market.mean("restShare")),
                        market.mean("contraction"),
                        Measured.share(market.mean("certified")))
                .toList();
    }

    private static Finding againstFrozen(List<Market> markets) {
        FindingTable detail = FindingTable.of(
                        "WAs",
                        "quality, change in %",
                        "deadlines met, change in points",
                        "welfare of a slot, change in %",
                        "deadlines met, %",
                        "sent otherwise than the slot before, %",
                        "the same frozen, %")
                .rows(markets, Market::name, Mobility::changed);
        boolean falls = least(markets, "qualityChange").mean("qualityChange").mean() <= -MOST_QUALITY_LOST
                || least(markets, "deadlinesGap").mean("deadlinesGap").mean() <= -MOST_DEADLINES_LOST;
        return new Finding(
                AGAINST_FROZEN,
                Measured.ratio(
                        "change of quality where it falls most",
                        least(markets, "qualityChange").mean("qualityChange")),
                detail,
                Verdict.check(falls),
                "Robust would be quality that falls by less than 5 % and deadlines by less than 5 points in every market; frozen is the same"
                        + " market with the same tasks and start places, without motion and fading");
    }

    private static List<Interval> changed(Market market) {
        return List.of(
                Measured.percent(market.mean("qualityChange")),
                Measured.percent(market.mean("deadlinesGap")),
                Measured.percent(market.mean("welfareChange")),
                Measured.share(market.mean("deadlines")),
                Measured.share(market.mean("ratioStability")),
                Measured.share(market.table()
                        .overSeeds(
                                market.where(),
                                row -> market.table().value("ratioStability", row)
                                        - market.table().value("ratioStabilityGap", row))));
    }

    private static Chart chart(ResultTable table, String column, String title, String unit) {
        List<String> speeds = table.sweep().values(MovingMarket.SPEED);
        double[] x = speeds.stream().mapToDouble(Double::parseDouble).toArray();
        List<Series> series = table.sweep().values(MovingMarket.FADING).stream()
                .map(fading -> Series.of(
                        inWords(fading),
                        x,
                        speeds.stream()
                                .map(speed -> table.mean(column, where(speed, fading)))
                                .toList()))
                .toList();
        return new Chart(
                column,
                title,
                "Poisson arrivals, 0.8 tasks a second to each WA; MAs stand.",
                "speed of WAs, m/s",
                unit,
                series);
    }
}
