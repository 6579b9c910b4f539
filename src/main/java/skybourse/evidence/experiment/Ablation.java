package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/** The paper's next check 3: steps of the chain, widths, weights of the reward and noise on the state, against PPO and greedy. */
record Ablation() implements Experiment {

    private static final String CHAIN = "chain";
    private static final String WIDTH = "width";
    private static final String WEIGHTS = "weights";
    private static final String NOISE = "noise";
    private static final String VARIANTS = "variants";
    private static final String RIVALS = "rivals";
    private static final String MARKET = "narrow-3x2";

    private static final List<String> STEPS = List.of("5", "10", "50", "100", "200");
    private static final List<String> WIDTHS = List.of("64", "128", "256", "512");
    private static final List<String> REWARDS = List.of("1/0.1/0.2", "1/0.1/0.5", "1/0/0.2", "1/0.5/0.2");
    private static final List<String> DEVIATIONS = List.of("0", "0.05", "0.1", "0.2");
    private static final List<String> LEARNERS = List.of(Auctioneers.DIFFUSION, Auctioneers.TUNED_PPO);

    @Override
    public String name() {
        return "ablation";
    }

    @Override
    public String title() {
        return "Chain, widths, reward and noise";
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        boolean full = plan.full();
        List<Sweep> sweeps = new ArrayList<>();
        sweeps.add(trained(plan, CHAIN, changes("steps=", full ? STEPS : STEPS.subList(0, 3))));
        if (full) {
            sweeps.add(trained(plan, WIDTH, changes("hidden=", WIDTHS)));
            sweeps.add(trained(
                    plan,
                    VARIANTS,
                    AuctioneerTask.SETTINGS,
                    List.of(
                            AuctioneerTask.NO_CHANGE,
                            "discount=0.95",
                            "highestRate=10",
                            "highestRate=10 output=tanh",
                            "exploration=0.05"),
                    AuctioneerTask.AUCTIONEER,
                    List.of(Auctioneers.DIFFUSION)));
            sweeps.add(trained(plan, WEIGHTS, AuctioneerTask.WEIGHTS, REWARDS, AuctioneerTask.AUCTIONEER, LEARNERS));
            sweeps.add(trained(plan, NOISE, AuctioneerTask.NOISE, DEVIATIONS, AuctioneerTask.AUCTIONEER, LEARNERS));
        }
        sweeps.add(plan.once()
                .sweep(
                        RIVALS,
                        new AuctioneerTask(),
                        Experiment.grid(
                                AuctioneerTask.MARKET,
                                MARKET,
                                AuctioneerTask.WEIGHTS,
                                full ? REWARDS : REWARDS.subList(0, 1),
                                AuctioneerTask.AUCTIONEER,
                                List.of("fixed", "greedy", "ceiling"))));
        return sweeps;
    }

    private static Object[] changes(String name, List<String> values) {
        return new Object[] {
            AuctioneerTask.SETTINGS,
            values.stream().map(value -> name + value).toList(),
            AuctioneerTask.AUCTIONEER,
            List.of(Auctioneers.DIFFUSION)
        };
    }

    private static Sweep trained(ExperimentPlan plan, String name, Object... axes) {
        List<Object> grid = new ArrayList<>(
                List.of(AuctioneerTask.MARKET, MARKET, AuctioneerTask.EPOCHS, plan.full() ? "15" : "5"));
        grid.addAll(Arrays.asList(axes));
        return plan.trainings().sweep(name, new AuctioneerTask(), Experiment.grid(grid.toArray()));
    }

    @Override
    public String leftOut() {
        return "chains of 100 and 200 steps, widths, weights, noise, variants; 15 epochs instead of 5, five trainings instead of two";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        ResultTable chain = tables.get(CHAIN);
        ResultTable rivals = tables.get(RIVALS);
        if (chain == null || rivals == null) {
            return new Outcome(List.of(), List.of());
        }
        double fixed = level(rivals, Yardstick.FIXED, REWARDS.getFirst());
        double ceiling = level(rivals, Yardstick.CEILING, REWARDS.getFirst());
        double greedy = level(rivals, Yardstick.GREEDY, REWARDS.getFirst());
        List<Finding> findings = new ArrayList<>(List.of(steps(chain)));
        List<Chart> charts = new ArrayList<>(List.of(byValue(
                chain,
                AuctioneerTask.SETTINGS,
                text -> text.substring("steps=".length()),
                "chain",
                "Reward by steps of the chain",
                "steps",
                levels("best fixed step", fixed, "greedy", greedy, "Bayes-optimal", ceiling))));
        ResultTable width = tables.get(WIDTH);
        ResultTable noise = tables.get(NOISE);
        if (width != null && noise != null) {
            charts.add(byValue(
                    width,
                    AuctioneerTask.SETTINGS,
                    text -> text.substring("hidden=".length()),
                    "width",
                    "Reward by width of the hidden layers",
                    "width",
                    levels("best fixed step", fixed, "Bayes-optimal", ceiling)));
            charts.add(byValue(
                    noise,
                    AuctioneerTask.NOISE,
                    UnaryOperator.identity(),
                    "noise",
                    "Reward by noise on the state",
                    "standard deviation",
                    levels("best fixed step (sees nothing)", fixed, "greedy (without noise)", greedy)));
            findings.add(check(width, AuctioneerTask.SETTINGS, "widths", Auctioneers.DIFFUSION));
            findings.add(check(noise, AuctioneerTask.NOISE, "noise on the state", Auctioneers.DIFFUSION));
        }
        ResultTable variants = tables.get(VARIANTS);
        if (variants != null) {
            findings.add(check(variants, AuctioneerTask.SETTINGS, "variants of the learner", Auctioneers.DIFFUSION));
        }
        ResultTable weights = tables.get(WEIGHTS);
        if (weights != null) {
            findings.add(weights(weights, rivals));
        }
        return new Outcome(findings, charts);
    }

    private static SequencedMap<String, Double> levels(Object... namesAndLevels) {
        SequencedMap<String, Double> levels = new LinkedHashMap<>();
        for (int i = 0; i < namesAndLevels.length; i += 2) {
            levels.put((String) namesAndLevels[i], (Double) namesAndLevels[i + 1]);
        }
        return levels;
    }

    private static double level(ResultTable rivals, Yardstick yardstick, String weights) {
        return rivals.mean(
                        AuctioneerColumn.REWARD.text(),
                        Map.of(AuctioneerTask.AUCTIONEER, yardstick.text(), AuctioneerTask.WEIGHTS, weights))
                .mean();
    }

    private static Interval reward(ResultTable table, String axis, String value, String learner) {
        return table.mean(AuctioneerColumn.REWARD.text(), Map.of(axis, value, AuctioneerTask.AUCTIONEER, learner));
    }

    private static Chart byValue(
            ResultTable table,
            String axis,
            UnaryOperator<String> number,
            String id,
            String title,
            String xName,
            SequencedMap<String, Double> levels) {
        List<String> values = table.sweep().values(axis);
        double[] x = values.stream()
                .mapToDouble(value -> Double.parseDouble(number.apply(value)))
                .toArray();
        List<Chart.Series> series = new ArrayList<>();
        for (String learner : table.sweep().values(AuctioneerTask.AUCTIONEER)) {
            series.add(Chart.Series.of(
                    learner,
                    x,
                    values.stream()
                            .map(value -> reward(table, axis, value, learner))
                            .toList()));
        }
        String epochs = table.sweep().values(AuctioneerTask.EPOCHS).getFirst();
        return new Chart(
                        id,
                        title,
                        String.format(Locale.ROOT, "Market %s, %s epochs each, exact values.", MARKET, epochs),
                        xName,
                        "reward",
                        series)
                .against(levels);
    }

    private static Finding steps(ResultTable chain) {
        List<String> values = chain.sweep().values(AuctioneerTask.SETTINGS);
        List<String> found = new ArrayList<>();
        for (String value : values) {
            double cost = chain.mean(AuctioneerColumn.PARAMETERS_READ.text(), Map.of(AuctioneerTask.SETTINGS, value))
                    .mean();
            found.add(String.format(
                    Locale.ROOT,
                    "%s reward %s, parameters read in a decision %s",
                    value,
                    Phrases.interval(reward(chain, AuctioneerTask.SETTINGS, value, Auctioneers.DIFFUSION)),
                    Phrases.number(cost)));
        }
        Interval few = reward(chain, AuctioneerTask.SETTINGS, values.getFirst(), Auctioneers.DIFFUSION);
        Interval many = reward(chain, AuctioneerTask.SETTINGS, values.getLast(), Auctioneers.DIFFUSION);
        boolean improves = many.low() > few.high();
        return new Finding(
                "C14",
                "steps of the chain",
                "more diffusion steps improve actions and delay decisions",
                String.join("; ", found),
                Verdict.of(improves, true),
                improves
                        ? "the longest chain is significantly better, at a cost in proportion to its steps"
                        : "decisions do cost in proportion to the steps, but the longest chain is not better beyond the interval");
    }

    private static Finding check(ResultTable table, String axis, String subject, String learner) {
        List<String> values = table.sweep().values(axis);
        List<String> found = new ArrayList<>();
        for (String value : values) {
            StringBuilder words = new StringBuilder(value);
            for (String each : table.sweep().values(AuctioneerTask.AUCTIONEER)) {
                words.append(" ").append(each).append(" ").append(Phrases.interval(reward(table, axis, value, each)));
            }
            found.add(words.toString());
        }
        Interval first = reward(table, axis, values.getFirst(), learner);
        boolean apart = values.stream()
                .skip(1)
                .map(value -> reward(table, axis, value, learner))
                .anyMatch(other -> other.low() > first.high() || other.high() < first.low());
        return new Finding(
                "next check 3",
                subject,
                "the paper suggests the check and gives no numbers",
                "reward: " + String.join("; ", found),
                apart ? Verdict.DIFFERS : Verdict.REPRODUCED,
                apart
                        ? "some value changes the reward beyond the intervals"
                        : "no value changes the reward beyond the intervals, so that the default is no lucky choice");
    }

    private static Finding weights(ResultTable weights, ResultTable rivals) {
        List<String> found = new ArrayList<>();
        boolean always = true;
        for (String value : weights.sweep().values(AuctioneerTask.WEIGHTS)) {
            Interval ours = reward(weights, AuctioneerTask.WEIGHTS, value, Auctioneers.DIFFUSION);
            Interval ppo = reward(weights, AuctioneerTask.WEIGHTS, value, Auctioneers.TUNED_PPO);
            double fixed = level(rivals, Yardstick.FIXED, value);
            double greedy = level(rivals, Yardstick.GREEDY, value);
            always &= ours.low() > fixed && ours.low() > greedy;
            found.add(String.format(
                    Locale.ROOT,
                    "%s diffusion %s, ppo-tuned %s, best fixed step %s, greedy %s, Bayes-optimal %s",
                    value,
                    Phrases.interval(ours),
                    Phrases.interval(ppo),
                    Phrases.number(fixed),
                    Phrases.number(greedy),
                    Phrases.number(level(rivals, Yardstick.CEILING, value))));
        }
        return new Finding(
                "next check 3",
                "weights of the reward",
                "the paper suggests the check and gives no numbers",
                "welfare/regret/messages: " + String.join("; ", found),
                always ? Verdict.REPRODUCED : Verdict.DIFFERS,
                "judged: significantly above the best fixed step and greedy whatever the weights");
    }
}
