package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/** The paper's next check 3: steps of the chain, widths, weights of the reward and noise on the state, against PPO and greedy. */
record Ablation() implements Experiment {

    private static final String RIVALS = "rivals";
    private static final String RIVALS_BY_CRITICS = "rivals-by-critics";
    private static final String MARKET = "normal-3x2";
    private static final String MARKET_BY_CRITICS = "narrow-3x2";
    private static final int EPOCHS = 80;
    private static final int EPOCHS_BY_CRITICS = 15;
    private static final int QUICK_VALUES = 3;
    private static final List<String> DIFFUSION = List.of(Auctioneers.DIFFUSION);
    private static final List<String> BOTH = List.of(Auctioneers.DIFFUSION_BY_CRITICS, Auctioneers.TUNED_PPO);

    private static final Claim IMPROVE =
            new Claim("C14", "longer chains act better", "more diffusion steps improve actions");
    private static final Claim IMPROVE_BY_CRITICS =
            new Claim("C14", "longer chains act better, learner by critics", "more diffusion steps improve actions");
    private static final Claim DELAY =
            new Claim("C14", "longer chains act later", "more diffusion steps delay decisions");
    private static final Claim WIDTHS = check("width of the hidden layers");
    private static final Claim NOISES = check("noise on the state");
    private static final Claim LEARNERS = check("variants of the learner");
    private static final Claim REWARDS = check("weights of the reward");

    private static Claim check(String subject) {
        return new Claim(Claim.CHECK + "3", subject, "the paper suggests the check and gives no numbers");
    }

    /**
     * One thing that is changed, all else being equal.
     *
     * @param sweep the name of its sweep
     * @param axis the axis whose values change
     * @param before what stands before each value on the axis
     * @param values the standard one first
     * @param learners those that are trained with each
     */
    private record Change(String sweep, String axis, String before, List<String> values, List<String> learners) {

        private boolean byCritics() {
            return learners.contains(Auctioneers.DIFFUSION_BY_CRITICS);
        }

        private String market() {
            return byCritics() ? MARKET_BY_CRITICS : MARKET;
        }

        private String rivals() {
            return byCritics() ? RIVALS_BY_CRITICS : RIVALS;
        }

        private int epochs(boolean full) {
            int all = byCritics() ? EPOCHS_BY_CRITICS : EPOCHS;
            return full ? all : 5;
        }

        Sweep sweep(ExperimentPlan plan) {
            List<String> chosen = plan.full() ? values : values.subList(0, QUICK_VALUES);
            Grid grid = Grid.standard()
                    .axis(AuctioneerTask.MARKET, market())
                    .axis(AuctioneerTask.EPOCHS, epochs(plan.full()))
                    .axis(axis, chosen.stream().map(value -> before + value).toList())
                    .axis(AuctioneerTask.AUCTIONEER, learners);
            return plan.trainings().sweep(sweep, new AuctioneerTask(), grid);
        }

        /** Returns the values that a table has. */
        List<String> values(ResultTable table) {
            return values.subList(0, table.sweep().values(axis).size());
        }

        Interval mean(ResultTable table, String value, String learner, AuctioneerColumn column) {
            return table.mean(column.text(), Map.of(axis, before + value, AuctioneerTask.AUCTIONEER, learner));
        }

        Interval reward(ResultTable table, String value, String learner) {
            return mean(table, value, learner, AuctioneerColumn.REWARD);
        }

        List<Interval> rewards(ResultTable table, String value) {
            return learners.stream()
                    .map(learner -> reward(table, value, learner))
                    .toList();
        }
    }

    private static final Change CHAIN =
            new Change("chain", AuctioneerTask.SETTINGS, "steps=", List.of("1", "3", "5"), DIFFUSION);
    private static final Change CHAIN_BY_CRITICS = new Change(
            "chain-by-critics",
            AuctioneerTask.SETTINGS,
            "steps=",
            List.of("5", "10", "50", "100", "200"),
            List.of(Auctioneers.DIFFUSION_BY_CRITICS));
    private static final Change WIDTH = new Change(
            "width",
            AuctioneerTask.SETTINGS,
            "hidden=",
            List.of("64", "128", "256", "512"),
            List.of(Auctioneers.DIFFUSION_BY_CRITICS));
    private static final Change VARIANTS = new Change(
            "variants",
            AuctioneerTask.SETTINGS,
            "",
            List.of(
                    AuctioneerTask.NO_CHANGE,
                    "reward=plain",
                    "reward=settled",
                    "clocks=plain",
                    "reward=plain clocks=plain",
                    "advantageDecay=0.9",
                    "prediction=noise",
                    "weightMean=0"),
            DIFFUSION);
    private static final Change WEIGHTS = new Change(
            "weights",
            AuctioneerTask.WEIGHTS,
            "",
            List.of("1/0.1/0.2", "1/0.1/0.5", "1/0/0.2", "1/0.5/0.2"), // welfare/regret/messages
            BOTH);
    private static final Change NOISE =
            new Change("noise", AuctioneerTask.NOISE, "", List.of("0", "0.05", "0.1", "0.2"), BOTH);

    /**
     * A chart of one change.
     *
     * @param change what is to the right
     * @param title what it shows
     * @param xName what is to the right, in words
     * @param levels auctioneers that do not learn, by what the chart calls them
     */
    private record Drawing(Change change, String title, String xName, SequencedMap<String, Auctioneer> levels) {

        Drawing beside(String name, Auctioneer mark) {
            SequencedMap<String, Auctioneer> more = new LinkedHashMap<>(levels);
            more.put(name, mark);
            return new Drawing(change, title, xName, more);
        }

        Chart chart(ResultTable table, ResultTable rivals) {
            List<String> values = change.values(table);
            double[] x = values.stream().mapToDouble(Double::parseDouble).toArray();
            List<Chart.Series> series = change.learners().stream()
                    .map(learner -> Chart.Series.of(
                            learner,
                            x,
                            values.stream()
                                    .map(value -> change.reward(table, value, learner))
                                    .toList()))
                    .toList();
            SequencedMap<String, Double> drawn = new LinkedHashMap<>();
            levels.forEach((name, mark) ->
                    drawn.put(name, level(rivals, mark, WEIGHTS.values().getFirst())));
            String epochs = table.sweep().values(AuctioneerTask.EPOCHS).getFirst();
            String note =
                    String.format(Locale.ROOT, "Market %s, %s epochs each, exact values.", change.market(), epochs);
            return new Chart(change.sweep(), title, note, xName, "reward", series).against(drawn);
        }
    }

    private static final List<Drawing> DRAWINGS = List.of(
            drawing(CHAIN, "Reward by steps of the chain", "steps")
                    .beside("best fixed step", Auctioneer.FIXED)
                    .beside("greedy", Auctioneer.GREEDY)
                    .beside("Bayes-optimal", Auctioneer.CEILING),
            drawing(WIDTH, "Reward by width of the hidden layers", "width")
                    .beside("best fixed step", Auctioneer.FIXED)
                    .beside("Bayes-optimal", Auctioneer.CEILING),
            drawing(NOISE, "Reward by noise on the state", "standard deviation")
                    .beside("best fixed step (sees nothing)", Auctioneer.FIXED)
                    .beside("greedy (without noise)", Auctioneer.GREEDY));

    private static Drawing drawing(Change change, String title, String xName) {
        return new Drawing(change, title, xName, new LinkedHashMap<>());
    }

    @Override
    public String name() {
        return "ablation";
    }

    @Override
    public String title() {
        return "Chain, widths, reward and noise";
    }

    @Override
    public List<Claim> claims() {
        return List.of(IMPROVE, IMPROVE_BY_CRITICS, DELAY, WIDTHS, NOISES, LEARNERS, REWARDS);
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        List<Change> changes =
                plan.full() ? List.of(VARIANTS, CHAIN, CHAIN_BY_CRITICS, WIDTH, WEIGHTS, NOISE) : List.of(CHAIN);
        List<Sweep> sweeps = new ArrayList<>();
        changes.forEach(change -> sweeps.add(change.sweep(plan)));
        sweeps.add(rivals(plan, RIVALS, MARKET, WEIGHTS.values().subList(0, 1)));
        if (plan.full()) {
            sweeps.add(rivals(plan, RIVALS_BY_CRITICS, MARKET_BY_CRITICS, WEIGHTS.values()));
        }
        return sweeps;
    }

    private static Sweep rivals(ExperimentPlan plan, String name, String market, List<String> weights) {
        Grid grid = Grid.standard()
                .axis(AuctioneerTask.MARKET, market)
                .axis(AuctioneerTask.WEIGHTS, weights)
                .axis(AuctioneerTask.AUCTIONEER, "fixed", "greedy", "ceiling");
        return plan.once().sweep(name, new AuctioneerTask(), grid);
    }

    @Override
    public String leftOut() {
        return "widths, weights, noise, variants; 80 epochs instead of 5, five trainings instead of two";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        if (tables.get(RIVALS) == null) {
            return new Outcome(List.of(), List.of());
        }
        List<Finding> findings = new ArrayList<>();
        ifThere(tables, CHAIN)
                .ifPresent(table -> findings.addAll(List.of(improve(IMPROVE, CHAIN, table), delay(table))));
        ifThere(tables, CHAIN_BY_CRITICS)
                .ifPresent(table -> findings.add(improve(IMPROVE_BY_CRITICS, CHAIN_BY_CRITICS, table)));
        ifThere(tables, WIDTH).ifPresent(table -> findings.add(check(WIDTHS, WIDTH, table)));
        ifThere(tables, NOISE).ifPresent(table -> findings.add(check(NOISES, NOISE, table)));
        ifThere(tables, VARIANTS).ifPresent(table -> findings.add(check(LEARNERS, VARIANTS, table)));
        ifThere(tables, WEIGHTS)
                .ifPresent(table -> findings.add(weights(table, Objects.requireNonNull(tables.get(WEIGHTS.rivals())))));
        List<Chart> charts = new ArrayList<>();
        for (Drawing drawing : DRAWINGS) {
            ifThere(tables, drawing.change())
                    .ifPresent(table -> charts.add(drawing.chart(
                            table,
                            Objects.requireNonNull(tables.get(drawing.change().rivals())))));
        }
        return new Outcome(findings, charts);
    }

    private static Optional<ResultTable> ifThere(Map<String, ResultTable> tables, Change change) {
        return Optional.ofNullable(tables.get(change.sweep()));
    }

    private static double level(ResultTable rivals, Auctioneer mark, String weights) {
        Map<String, String> where = Map.of(AuctioneerTask.AUCTIONEER, mark.text(), AuctioneerTask.WEIGHTS, weights);
        return rivals.mean(AuctioneerColumn.REWARD.text(), where).mean();
    }

    private static Finding improve(Claim claim, Change change, ResultTable table) {
        List<String> values = change.values(table);
        String learner = change.learners().getFirst();
        FindingTable detail = FindingTable.of("steps", "reward");
        for (String value : values) {
            detail = detail.row(value, change.reward(table, value, learner));
        }
        Interval few = change.reward(table, values.getFirst(), learner);
        Interval many = change.reward(table, values.getLast(), learner);
        return new Finding(
                claim,
                new Measured("reward of the longest chain", many, ""),
                detail,
                Verdict.of(many.low() > few.high()),
                "Reproduced would be a longest chain whose interval lies above that of the shortest");
    }

    private static Finding delay(ResultTable table) {
        List<String> values = CHAIN.values(table);
        FindingTable detail = FindingTable.of("steps", "parameters read in a decision");
        for (String value : values) {
            detail = detail.row(value, read(table, value));
        }
        double few = read(table, values.getFirst()).mean();
        double many = read(table, values.getLast()).mean();
        return new Finding(
                DELAY,
                Measured.of("work of a decision, longest chain over shortest", many / few, "times"),
                detail,
                Verdict.of(many > few),
                "Work is counted in parameters read, which is the same on every machine");
    }

    private static Interval read(ResultTable table, String value) {
        return CHAIN.mean(table, value, Auctioneers.DIFFUSION, AuctioneerColumn.PARAMETERS_READ);
    }

    private static Finding check(Claim claim, Change change, ResultTable table) {
        List<String> values = change.values(table);
        List<Interval> rewards = values.stream()
                .map(value -> change.reward(table, value, change.learners().getFirst()))
                .toList();
        Interval first = rewards.getFirst();
        boolean apart = rewards.stream().anyMatch(other -> other.low() > first.high() || other.high() < first.low());
        DoubleSummaryStatistics means =
                rewards.stream().mapToDouble(Interval::mean).summaryStatistics();
        return new Finding(
                claim,
                Measured.of("reward of the best value less that of the worst", means.getMax() - means.getMin(), ""),
                new FindingTable(change.axis(), change.learners(), List.of())
                        .rows(values, value -> change.before() + value, value -> change.rewards(table, value)),
                Verdict.check(apart),
                apart
                        ? "Some value changes the reward beyond the intervals"
                        : "No value changes the reward beyond the intervals, so that the first, the standard, is no lucky choice");
    }

    private static Finding weights(ResultTable weights, ResultTable rivals) {
        List<String> values = WEIGHTS.values();
        double ahead = values.stream()
                .filter(value -> WEIGHTS.reward(weights, value, Auctioneers.DIFFUSION_BY_CRITICS)
                                .low()
                        > Math.max(level(rivals, Auctioneer.FIXED, value), level(rivals, Auctioneer.GREEDY, value)))
                .count();
        FindingTable columns = FindingTable.of(
                "welfare/regret/messages", "diffusion-td", "ppo-tuned", "best fixed step", "greedy", "Bayes-optimal");
        return new Finding(
                REWARDS,
                Measured.of(
                        "weights with diffusion-td significantly above the best fixed step and greedy",
                        ahead,
                        "of " + values.size()),
                columns.rows(values, value -> value, value -> beside(weights, rivals, value)),
                Verdict.check(ahead < values.size()),
                "Robust would be ahead whatever the weights");
    }

    private static List<Interval> beside(ResultTable weights, ResultTable rivals, String value) {
        List<Interval> row = new ArrayList<>(WEIGHTS.rewards(weights, value));
        for (Auctioneer mark : List.of(Auctioneer.FIXED, Auctioneer.GREEDY, Auctioneer.CEILING)) {
            row.add(Measured.only(level(rivals, mark, value)));
        }
        return row;
    }
}
