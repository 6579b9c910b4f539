package skybourse.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import skybourse.experiment.Chart.Series;

/** Clock steps from fine to coarse and adaptive ones: precision against broadcasts. */
record StepSize() implements Experiment {

    private static final String FIXED = "fixed-steps";
    private static final String ADAPTIVE = "adaptive-steps";
    private static final List<String> STEPS = List.of("1", "2", "3", "5", "8", "13", "21", "34");
    private static final List<String> POLICIES = List.of("order-statistics", "geometric", "greedy", "random");
    private static final List<String> LAWS = List.of("uniform", "normal");

    @Override
    public String name() {
        return "step-size";
    }

    @Override
    public String title() {
        return "Finer steps, more broadcasts";
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        String markets = plan.full() ? "2000" : "300";
        return List.of(
                plan.sweep(FIXED, new AuctionTask(), Experiment.grid("law", LAWS, "markets", markets, "step", STEPS)),
                plan.sweep(
                        ADAPTIVE,
                        new AuctionTask(),
                        Experiment.grid("law", LAWS, "markets", markets, "policy", POLICIES)));
    }

    @Override
    public String leftOut() {
        return "2,000 markets a cell instead of 300";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        ResultTable fixed = tables.get(FIXED);
        ResultTable adaptive = tables.get(ADAPTIVE);
        if (fixed == null || adaptive == null) {
            return new Outcome(List.of(), List.of());
        }
        List<Chart> charts =
                LAWS.stream().map(law -> chart(law, fixed, adaptive)).toList();
        return new Outcome(List.of(finer(fixed), eases(fixed, adaptive)), charts);
    }

    private static Interval of(ResultTable table, String column, String law, String axis, String value) {
        return table.mean(column, Map.of("law", law, axis, value));
    }

    private static Chart chart(String law, ResultTable fixed, ResultTable adaptive) {
        List<Series> series = new ArrayList<>();
        series.add(line("fixed steps of " + String.join(", ", STEPS), fixed, law, "step", STEPS));
        for (String policy : POLICIES) {
            series.add(line(policy.replace('-', ' '), adaptive, law, "policy", List.of(policy)));
        }
        return new Chart(
                law,
                "Welfare against messages, %s values".formatted(law),
                "5 buyers, 3 sellers, values on 0 to 50, midpoint price, alternating turns; up and to the left is better.",
                "messages a market",
                "share of the best welfare",
                series);
    }

    private static Series line(String name, ResultTable table, String law, String axis, List<String> values) {
        double[] messages = values.stream()
                .mapToDouble(value -> of(table, "messages", law, axis, value).mean())
                .toArray();
        return Series.of(
                name,
                messages,
                values.stream()
                        .map(value -> of(table, "welfarePerOptimum", law, axis, value))
                        .toList());
    }

    private static Finding finer(ResultTable fixed) {
        boolean welfareFalls = LAWS.stream()
                .allMatch(law -> falling(STEPS.stream()
                        .map(step -> of(fixed, "welfarePerOptimum", law, "step", step)
                                .mean())));
        boolean messagesFall = LAWS.stream()
                .allMatch(law -> falling(STEPS.stream()
                        .map(step -> of(fixed, "messages", law, "step", step).mean())));
        Interval fine = of(fixed, "welfarePerOptimum", "uniform", "step", "1");
        Interval coarse = of(fixed, "welfarePerOptimum", "uniform", "step", "21");
        return new Finding(
                "C13",
                "finer steps are more precise and cost more broadcasts",
                "finer clock steps clear more precisely and cost more broadcasts",
                "uniform values: steps of 1 reach %s of the best welfare with %s messages, steps of 21 %s with %s"
                        .formatted(
                                Phrases.interval(fine),
                                Phrases.interval(of(fixed, "messages", "uniform", "step", "1")),
                                Phrases.interval(coarse),
                                Phrases.interval(of(fixed, "messages", "uniform", "step", "21"))),
                Verdict.of(welfareFalls && messagesFall, welfareFalls || messagesFall),
                welfareFalls && messagesFall
                        ? "both fall with every coarser step, for uniform and for normal values"
                        : "not every coarser step lowers both");
    }

    private static boolean falling(Stream<Double> values) {
        List<Double> list = values.toList();
        for (int i = 1; i < list.size(); i++) {
            if (list.get(i) > list.get(i - 1)) {
                return false;
            }
        }
        return true;
    }

    /** An adaptive policy eases the trade-off where no fixed step has both as much welfare and as few messages. */
    private static Finding eases(ResultTable fixed, ResultTable adaptive) {
        List<String> better = new ArrayList<>();
        for (String law : LAWS) {
            for (String policy : POLICIES) {
                double welfare =
                        of(adaptive, "welfarePerOptimum", law, "policy", policy).mean();
                double messages =
                        of(adaptive, "messages", law, "policy", policy).mean();
                boolean matched = STEPS.stream()
                        .anyMatch(step -> of(fixed, "welfarePerOptimum", law, "step", step)
                                                .mean()
                                        >= welfare
                                && of(fixed, "messages", law, "step", step).mean() <= messages);
                if (!matched) {
                    better.add("%s on %s values (%s of the best welfare, %s messages)"
                            .formatted(policy, law, Phrases.number(welfare), Phrases.number(messages)));
                }
            }
        }
        boolean everywhere = LAWS.stream()
                .allMatch(law -> better.stream().anyMatch(words -> words.contains(" on " + law + " values")));
        return new Finding(
                "C13",
                "adaptive steps ease the trade-off",
                "adaptive steps ease the trade-off",
                better.isEmpty()
                        ? "some fixed step does as well with as few messages, for every adaptive policy"
                        : "not matched by any fixed step: " + String.join("; ", better),
                Verdict.of(everywhere, !better.isEmpty()),
                "of the policies that need no training; the learned one is compared in figures 5 to 7");
    }
}
