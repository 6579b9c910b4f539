package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import skybourse.evidence.experiment.Chart.Series;
import skybourse.evidence.sweep.Grid;
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

    private static final String COARSE = "21";
    private static final String WELFARE = "welfarePerOptimum";
    private static final String MESSAGES = "messages";
    private static final String OF_CASES = "of " + POLICIES.size() * LAWS.size();

    private static final Claim PRECISE =
            new Claim("C13", "finer steps are more precise", "finer clock steps clear more precisely");
    private static final Claim BROADCASTS =
            new Claim("C13", "finer steps cost more broadcasts", "finer clock steps cost more broadcasts");
    private static final Claim EASES =
            new Claim("C13", "adaptive steps ease the trade-off", "adaptive steps ease the trade-off");

    /** How what coarse steps change is told: its name, whether it is a share, and the name of a column. */
    private record Lost(String name, boolean share, String column) {

        Interval told(Interval interval) {
            return share ? Measured.percent(interval) : interval;
        }

        String unit() {
            return share ? "% of the best" : "";
        }
    }

    private static final Lost PRECISION =
            new Lost("change of welfare from steps of 1 to steps of 21", true, "best welfare reached, %");
    private static final Lost COST =
            new Lost("change of messages from steps of 1 to steps of 21", false, "messages a market");

    @Override
    public String name() {
        return "step-size";
    }

    @Override
    public String title() {
        return "Finer steps, more broadcasts";
    }

    @Override
    public List<Claim> claims() {
        return List.of(PRECISE, BROADCASTS, EASES);
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        Grid markets = Grid.standard().axis(Markets.LAW, LAWS).axis(Markets.MARKETS, plan.full() ? 2000 : 300);
        return List.of(
                plan.sweep(FIXED, new AuctionTask(), markets.axis(RuleChoice.STEP, STEPS)),
                plan.sweep(ADAPTIVE, new AuctionTask(), markets.axis(RuleChoice.POLICY, POLICIES)));
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
        return new Outcome(
                List.of(
                        finer(PRECISE, fixed, WELFARE, PRECISION),
                        finer(BROADCASTS, fixed, MESSAGES, COST),
                        eases(fixed, adaptive)),
                charts);
    }

    private static Interval of(ResultTable table, String column, String law, String axis, String value) {
        return table.mean(column, Map.of(Markets.LAW, law, axis, value));
    }

    private static Chart chart(String law, ResultTable fixed, ResultTable adaptive) {
        List<Series> series = new ArrayList<>();
        series.add(line("fixed steps of " + String.join(", ", STEPS), fixed, law, RuleChoice.STEP, STEPS));
        for (String policy : POLICIES) {
            series.add(line(policy.replace('-', ' '), adaptive, law, RuleChoice.POLICY, List.of(policy)));
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
                .mapToDouble(value -> of(table, MESSAGES, law, axis, value).mean())
                .toArray();
        return Series.of(
                name,
                messages,
                values.stream()
                        .map(value -> of(table, WELFARE, law, axis, value))
                        .toList());
    }

    private static Finding finer(Claim claim, ResultTable fixed, String column, Lost lost) {
        FindingTable detail =
                FindingTable.of("step", lost.column() + ", uniform values", lost.column() + ", normal values");
        for (String step : STEPS) {
            detail = detail.row(
                    step,
                    LAWS.stream()
                            .map(law -> lost.told(of(fixed, column, law, RuleChoice.STEP, step)))
                            .toList());
        }
        long laws = LAWS.stream()
                .filter(law -> falling(STEPS.stream()
                        .map(step ->
                                of(fixed, column, law, RuleChoice.STEP, step).mean())))
                .count();
        Map<String, String> coarse = Map.of(Markets.LAW, LAWS.getFirst(), RuleChoice.STEP, COARSE);
        return new Finding(
                claim,
                new Measured(lost.name(), lost.told(fixed.difference(RuleChoice.STEP, column, coarse)), lost.unit()),
                detail,
                byLaws(laws),
                "Reproduced is a mean that no coarser step raises, for uniform and for normal values");
    }

    /** Holds for every law of values, for some or for none. */
    private static Verdict byLaws(long laws) {
        return laws == LAWS.size() ? Verdict.REPRODUCED : laws > 0 ? Verdict.SENSITIVE : Verdict.NOT_REPRODUCED;
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
        FindingTable detail = FindingTable.of(
                "policy, values",
                "messages a market",
                "best welfare reached, %",
                "fixed steps with as many messages, %");
        int better = 0;
        int laws = 0;
        for (String law : LAWS) {
            List<Eased> cases = POLICIES.stream()
                    .map(policy -> Eased.of(fixed, adaptive, law, policy))
                    .toList();
            long here = cases.stream().filter(Eased::isBetter).count();
            better += (int) here;
            laws += here > 0 ? 1 : 0;
            detail = detail.rows(cases, Eased::name, Eased::values);
        }
        return new Finding(
                EASES,
                Measured.of("cases in which an adaptive policy is significantly above fixed steps", better, OF_CASES),
                detail,
                byLaws(laws),
                "Reproduced is one policy or more for each law of values; these policies need no training, and between two fixed"
                        + " steps welfare is interpolated");
    }

    /** An adaptive policy beside the welfare of fixed steps with as many messages. */
    private record Eased(String name, Interval messages, Interval welfare, double expected) {

        static Eased of(ResultTable fixed, ResultTable adaptive, String law, String policy) {
            Interval messages = StepSize.of(adaptive, MESSAGES, law, RuleChoice.POLICY, policy);
            return new Eased(
                    policy.replace('-', ' ') + ", " + law,
                    messages,
                    StepSize.of(adaptive, WELFARE, law, RuleChoice.POLICY, policy),
                    fixedWelfare(fixed, law, messages.mean()));
        }

        boolean isBetter() {
            return welfare.low() > expected;
        }

        List<Interval> values() {
            return List.of(messages, Measured.share(welfare), Measured.percent(expected));
        }
    }

    private static double fixedWelfare(ResultTable fixed, String law, double messages) {
        for (int i = STEPS.size() - 1; i > 0; i--) {
            double many = fixed(fixed, MESSAGES, law, i - 1);
            double few = fixed(fixed, MESSAGES, law, i);
            if (messages <= many && messages >= few) {
                double share = many == few ? 0 : (messages - few) / (many - few);
                double coarse = fixed(fixed, WELFARE, law, i);
                return coarse + share * (fixed(fixed, WELFARE, law, i - 1) - coarse);
            }
        }
        return Double.NaN;
    }

    private static double fixed(ResultTable table, String column, String law, int step) {
        return of(table, column, law, RuleChoice.STEP, STEPS.get(step)).mean();
    }
}
