package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ResultTable.Row;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.Worlds;

/** The paper's Figure 4: prices and ratios by iteration from several starts, and whether rest is an equilibrium. */
record Figure04() implements Experiment {

    private static final String TRACE = "iterations";
    private static final String REST = "rest";
    private static final List<String> STARTS = List.of("zero", "caps", "random-1", "random-2", "random-3");
    private static final double SAME = 1e-3;

    @Override
    public String name() {
        return "figure-4";
    }

    @Override
    public String title() {
        return "Prices and ratios by iteration, from several starts";
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        List<String> sizes = plan.full() ? List.of("20/2/3/3", "40/2/3/3") : List.of("20/2/3/3");
        return List.of(
                plan.once()
                        .sweep(
                                TRACE,
                                new IterationsTask(),
                                Experiment.grid(Worlds.SCENARIO, ExperimentPlan.REFERENCE, Solvers.START, STARTS)),
                plan.sweep(
                        REST,
                        new RestTask(),
                        Experiment.grid(
                                Worlds.SCENARIO,
                                sizes,
                                Worlds.OVERLOAD,
                                List.of("expected-cost", "ignore"),
                                Solvers.SEARCH,
                                List.of("slope", "grid"),
                                Solvers.START,
                                STARTS)));
    }

    @Override
    public String leftOut() {
        return "markets of 40 WAs; more drawn markets";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        ResultTable rest = tables.get(REST);
        List<Chart> charts = new ArrayList<>();
        ResultTable trace = tables.get(TRACE);
        if (trace != null) {
            charts.add(trace("prices", "Prices", "money per Mbit", "pricePerMegabit", trace));
            charts.add(trace("ratios", "Ratios", "share of all work", "shareOfAllWork", trace));
        }
        if (rest == null) {
            return new Outcome(List.of(), charts);
        }
        charts.add(restChart(rest));
        return new Outcome(List.of(iterations(rest), sameEnd(rest), equilibrium(rest)), charts);
    }

    private static Chart trace(String id, String title, String unit, String column, ResultTable table) {
        Map<String, List<Row>> lines = new LinkedHashMap<>();
        for (Row row : table.rows()) {
            String start = row.settings().text(Solvers.START);
            Scenario world = table.sweep().worlds().world(row.settings(), row.seed());
            String leader = world.leaders().get((int) row.keys()[1]).id();
            lines.computeIfAbsent(leader + ", " + start, _ -> new ArrayList<>()).add(row);
        }
        List<Series> series = lines.entrySet().stream()
                .map(line -> Series.plain(
                        line.getKey(),
                        line.getValue().stream()
                                .mapToDouble(row -> row.keys()[0])
                                .toArray(),
                        table.column(column, line.getValue())))
                .toList();
        return new Chart(
                id,
                title + " by iteration",
                "Reference scenario; each leader from zero, from the caps and from three random starts.",
                "iteration",
                unit,
                series);
    }

    private static Chart restChart(ResultTable table) {
        List<Series> series = new ArrayList<>();
        int last = (int) Arrays.stream(table.column("restOnePercent", table.rows()))
                .max()
                .orElse(1);
        double[] iterations = IntStream.rangeClosed(0, last).asDoubleStream().toArray();
        for (String overload : List.of("expected-cost", "ignore")) {
            for (String start : List.of("zero", "caps", "random-1")) {
                double[] rest = table.column(
                        "restOnePercent",
                        table.rows(Map.of(Worlds.OVERLOAD, overload, Solvers.SEARCH, "grid", Solvers.START, start)));
                double[] shares = Arrays.stream(iterations)
                        .map(i -> Arrays.stream(rest).filter(r -> r <= i).count() / (double) rest.length)
                        .toArray();
                series.add(Series.plain(
                        start + (overload.equals("ignore") ? ", myopic leaders" : ""), iterations, shares));
            }
        }
        return new Chart(
                "rest",
                "Drawn markets at rest by iteration",
                "At rest: from there on no price is further than 1 % from where it ends.",
                "iteration",
                "share of markets",
                series);
    }

    private static Finding iterations(ResultTable table) {
        double[] priced = rest(table, "expected-cost");
        double[] myopic = rest(table, "ignore");
        double within = Math.min(inPaper(priced), inPaper(myopic));
        double restless = table.mean("oscillating", Map.of()).mean();
        return new Finding(
                "C3",
                "iterations until prices rest",
                "about 5 to 8 iterations from different starts",
                String.format(
                        Locale.ROOT,
                        "%s with overload prices, %s with myopic leaders; %s of %d solves end in a cycle or at the step limit",
                        spread(priced),
                        spread(myopic),
                        Phrases.percent(restless),
                        table.rows().size()),
                Verdict.of(within >= 0.5, Math.max(median(priced), median(myopic)) <= 8),
                "counted until no price is further than 1 % from its end, in rounds of best responses, each leader seeing the moves"
                        + " before it; reproduced would be half of the solves within 5 to 8. Most rest sooner and some much later or"
                        + " never; the paper's rule for rest and its settings could not be read");
    }

    private static double[] rest(ResultTable table, String overload) {
        double[] iterations = table.column("restOnePercent", table.rows(Map.of(Worlds.OVERLOAD, overload)));
        Arrays.sort(iterations);
        return iterations;
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static double inPaper(double[] iterations) {
        return Arrays.stream(iterations).filter(i -> i >= 5 && i <= 8).count() / (double) iterations.length;
    }

    private static String spread(double[] sorted) {
        return String.format(
                Locale.ROOT,
                "median %s iterations (nine of ten within %s, the slowest %s), %s of %d solves within 5 to 8",
                Phrases.number(median(sorted)),
                Phrases.number(sorted[9 * sorted.length / 10]),
                Phrases.number(sorted[sorted.length - 1]),
                Phrases.percent(inPaper(sorted)),
                sorted.length);
    }

    private static Finding sameEnd(ResultTable table) {
        List<Row> others = table.rows().stream()
                .filter(row -> !row.settings().text(Solvers.START).equals("zero"))
                .toList();
        double[] apart = table.column("differenceFromZeroStart", others);
        long same = Arrays.stream(apart).filter(gap -> gap <= SAME).count();
        double largest = Arrays.stream(apart).max().orElse(0);
        double share = same / (double) apart.length;
        return new Finding(
                "C3",
                "same end from different starts",
                "the same prices and ratios from different starts",
                String.format(
                        Locale.ROOT,
                        "%d of %d solves end within 0.1 %% of where the start from zero does; the furthest is %s away",
                        same,
                        apart.length,
                        Phrases.percent(largest)),
                Verdict.of(share == 1, share > 0.5),
                share == 1
                        ? "every start ended at the same prices"
                        : "profits have several local maxima and kinks, so that different starts can end at different prices;"
                                + " this is a failure signature where leaders' prices do not agree");
    }

    private static Finding equilibrium(ResultTable table) {
        Interval atRest = table.mean("restCertified", Map.of());
        Interval repaired = table.mean("certified", Map.of());
        double worst =
                Arrays.stream(table.column("epsilon", table.rows())).max().orElse(0);
        return new Finding(
                "C2",
                "no agent gains by deviating alone",
                "backward induction gives a Stackelberg equilibrium",
                String.format(
                        Locale.ROOT,
                        "%s of solves rest where the certificate proves eps of 1e-6; %s after repair; the largest eps left is %s",
                        Phrases.percent(atRest.mean()),
                        Phrases.percent(repaired.mean()),
                        Phrases.number(worst)),
                Verdict.of(atRest.mean() == 1, repaired.mean() > 0.5),
                atRest.mean() == 1
                        ? "each end point is proven apart from the solver"
                        : "prices that rest are not always an equilibrium: a leader may have a better price elsewhere; where repair"
                                + " does not help best responses cycle, and what is left is an eps-equilibrium");
    }
}
