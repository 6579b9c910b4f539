package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

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
                String.format(Locale.ROOT, "Welfare against messages, %s values", law),
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
                String.format(
                        Locale.ROOT,
                        "uniform values: steps of 1 reach %s of the best welfare with %s messages, steps of 21 %s with %s",
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

    /**
     * An adaptive policy eases the trade-off where it has more welfare than fixed steps with as many messages would have, those
     * between two steps by straight interpolation, and where its whole interval lies above.
     */
    private static Finding eases(ResultTable fixed, ResultTable adaptive) {
        List<String> better = new ArrayList<>();
        int laws = 0;
        for (String law : LAWS) {
            int before = better.size();
            for (String policy : POLICIES) {
                Interval welfare = of(adaptive, "welfarePerOptimum", law, "policy", policy);
                double messages =
                        of(adaptive, "messages", law, "policy", policy).mean();
                double expected = fixedWelfare(fixed, law, messages);
                if (welfare.low() > expected) {
                    better.add(String.format(
                            Locale.ROOT,
                            "%s on %s values %s against %s",
                            policy,
                            law,
                            Phrases.interval(welfare),
                            Phrases.number(expected)));
                }
            }
            laws += better.size() > before ? 1 : 0;
        }
        return new Finding(
                "C13",
                "adaptive steps ease the trade-off",
                "adaptive steps ease the trade-off",
                better.isEmpty()
                        ? "no adaptive policy has more welfare than fixed steps with as many messages"
                        : "share of the best welfare against that of fixed steps with as many messages: "
                                + String.join("; ", better),
                Verdict.of(laws == LAWS.size(), laws > 0),
                "of the policies that need no training; between two fixed steps welfare is interpolated");
    }

    private static double fixedWelfare(ResultTable fixed, String law, double messages) {
        double welfare = Double.NaN;
        for (int i = 1; i < STEPS.size(); i++) {
            double many = of(fixed, "messages", law, "step", STEPS.get(i - 1)).mean();
            double few = of(fixed, "messages", law, "step", STEPS.get(i)).mean();
            if (messages <= many && messages >= few) {
                double share = many == few ? 0 : (messages - few) / (many - few);
                double fine = of(fixed, "welfarePerOptimum", law, "step", STEPS.get(i - 1))
                        .mean();
                double coarse = of(fixed, "welfarePerOptimum", law, "step", STEPS.get(i))
                        .mean();
                welfare = coarse + share * (fine - coarse);
            }
        }
        return welfare;
    }
}
