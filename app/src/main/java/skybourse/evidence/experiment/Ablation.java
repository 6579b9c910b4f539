package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/** The paper's next check 3: steps of the chain, widths, weights of the reward and noise on the state, against PPO and greedy. */
record Ablation() implements Experiment {

    private static final String RIVALS = "rivals";
    private static final String MARKET = "normal-3x2";
    private static final String MARKET_BY_CRITICS = "narrow-3x2";
    private static final int EPOCHS = 80;
    private static final int EPOCHS_BY_CRITICS = 15;
    private static final int QUICK_VALUES = 3;
    private static final int COSTLY_SEEDS = 2;
    private static final List<String> DIFFUSION = List.of(Auctioneers.DIFFUSION);
    private static final List<String> BOTH = List.of(Auctioneers.DIFFUSION, Auctioneers.AIDED_PPO);

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
     * @param costly values that are trained last and with {@link #COSTLY_SEEDS} seeds only, in a sweep of their own
     * @param learners those that are trained with each
     */
    private record Change(
            String sweep, String axis, String before, List<String> values, List<String> costly, List<String> learners) {

        Change(String sweep, String axis, String before, List<String> values, List<String> learners) {
            this(sweep, axis, before, values, List.of(), learners);
        }

        private boolean byCritics() {
            return learners.contains(Auctioneers.DIFFUSION_BY_CRITICS);
        }

        private String market() {
            return byCritics() ? MARKET_BY_CRITICS : MARKET;
        }

        private int epochs(boolean full) {
            int all = byCritics() ? EPOCHS_BY_CRITICS : EPOCHS;
            return full ? all : 5;
        }

        private String costlySweep() {
            return sweep + "-costly";
        }

        Sweep sweep(ExperimentPlan plan) {
            List<String> chosen = plan.full() ? values : values.subList(0, QUICK_VALUES);
            return sweep(plan.trainings(), sweep, chosen);
        }

        /** Returns the sweep of the costly values; none where there are none. */
        Optional<Sweep> costlySweep(ExperimentPlan plan) {
            ExperimentPlan few = new ExperimentPlan(plan.full(), COSTLY_SEEDS, plan.reference());
            return costly.isEmpty() ? Optional.empty() : Optional.of(sweep(few, costlySweep(), costly));
        }

        private Sweep sweep(ExperimentPlan plan, String name, List<String> chosen) {
            Grid grid = Grid.standard()
                    .axis(AuctioneerTask.MARKET, market())
                    .axis(AuctioneerTask.EPOCHS, epochs(plan.full()))
                    .axis(axis, chosen.stream().map(value -> before + value).toList())
                    .axis(AuctioneerTask.AUCTIONEER, learners);
            return plan.sweep(name, new AuctioneerTask(), grid);
        }

        /** Returns what the tables of an experiment say about this change; nothing where its sweep was not run. */
        Optional<Changed> in(Map<String, ResultTable> tables) {
            return Optional.ofNullable(tables.get(sweep))
                    .map(table -> new Changed(this, table, Optional.ofNullable(tables.get(costlySweep()))));
        }
    }

    /**
     * What came of a change.
     *
     * @param change what was changed
     * @param table over its values, or as many as a quick plan has
     * @param costly the same over its costly values
     */
    private record Changed(Change change, ResultTable table, Optional<ResultTable> costly) {

        /** Returns the values that every training has. */
        List<String> values() {
            return change.values.subList(0, table.sweep().values(change.axis).size());
        }

        /** Returns all values, the costly ones last. */
        List<String> allValues() {
            List<String> all = new ArrayList<>(values());
            costly.ifPresent(_ -> all.addAll(change.costly));
            return all;
        }

        Interval mean(String value, String learner, AuctioneerColumn column) {
            ResultTable from = change.costly.contains(value) ? costly.orElseThrow() : table;
            return from.mean(
                    column.text(), Map.of(change.axis, change.before + value, AuctioneerTask.AUCTIONEER, learner));
        }

        Interval reward(String value, String learner) {
            return mean(value, learner, AuctioneerColumn.REWARD);
        }

        /** Returns by how much a value's reward is above the first's, seed by seed, in hundredths of a unit. */
        Interval more(String value, String learner, double unit) {
            Map<String, String> where = Map.of(change.axis, change.before + value, AuctioneerTask.AUCTIONEER, learner);
            return table.difference(change.axis, AuctioneerColumn.REWARD.text(), where)
                    .times(100 / unit);
        }

        List<Interval> rewards(String value) {
            return change.learners.stream()
                    .map(learner -> reward(value, learner))
                    .toList();
        }
    }

    private static final Change CHAIN = new Change(
            "chain",
            AuctioneerTask.SETTINGS,
            "steps=",
            List.of("1", "3", "5", "20", "50"),
            List.of("100", "200"),
            DIFFUSION);
    private static final Change CHAIN_BY_CRITICS = new Change(
            "chain-by-critics",
            AuctioneerTask.SETTINGS,
            "steps=",
            List.of("5", "10", "50", "100", "200"),
            List.of(Auctioneers.DIFFUSION_BY_CRITICS));
    private static final Change WIDTH = new Change(
            "width", AuctioneerTask.SETTINGS, "hidden=", List.of("64", "128", "256"), List.of("512"), DIFFUSION);
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

        Chart chart(Changed seen, ResultTable rivals) {
            List<String> values = seen.allValues();
            double[] x = values.stream().mapToDouble(Double::parseDouble).toArray();
            List<Chart.Series> series = change.learners().stream()
                    .map(learner -> Chart.Series.of(
                            learner,
                            x,
                            values.stream()
                                    .map(value -> seen.reward(value, learner))
                                    .toList()))
                    .toList();
            SequencedMap<String, Double> drawn = new LinkedHashMap<>();
            levels.forEach((name, mark) ->
                    drawn.put(name, level(rivals, mark, WEIGHTS.values().getFirst())));
            String epochs = seen.table().sweep().values(AuctioneerTask.EPOCHS).getFirst();
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
        sweeps.add(rivals(plan));
        if (plan.full()) {
            changes.forEach(change -> change.costlySweep(plan).ifPresent(sweeps::add));
        }
        return sweeps;
    }

    private static Sweep rivals(ExperimentPlan plan) {
        List<String> weights = WEIGHTS.values();
        Grid grid = Grid.standard()
                .axis(AuctioneerTask.MARKET, MARKET)
                .axis(AuctioneerTask.WEIGHTS, plan.full() ? weights : weights.subList(0, 1))
                .axis(AuctioneerTask.AUCTIONEER, "fixed", "greedy", "ceiling");
        return plan.once().sweep(RIVALS, new AuctioneerTask(), grid);
    }

    @Override
    public String leftOut() {
        return "widths, weights, noise, variants, long chains; 80 epochs instead of 5, five trainings instead of two";
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        ResultTable rivals = tables.get(RIVALS);
        if (rivals == null) {
            return new Outcome(List.of(), List.of());
        }
        List<Finding> findings = new ArrayList<>();
        CHAIN.in(tables).ifPresent(seen -> findings.addAll(List.of(improve(IMPROVE, seen, rivals), delay(seen))));
        CHAIN_BY_CRITICS.in(tables).ifPresent(seen -> findings.add(improve(IMPROVE_BY_CRITICS, seen, rivals)));
        WIDTH.in(tables).ifPresent(seen -> findings.add(check(WIDTHS, seen)));
        NOISE.in(tables).ifPresent(seen -> findings.add(check(NOISES, seen)));
        VARIANTS.in(tables).ifPresent(seen -> findings.add(check(LEARNERS, seen)));
        WEIGHTS.in(tables).ifPresent(seen -> findings.add(weights(seen, rivals)));
        List<Chart> charts = DRAWINGS.stream()
                .flatMap(drawing -> drawing.change().in(tables).map(seen -> drawing.chart(seen, rivals)).stream())
                .toList();
        return new Outcome(findings, charts);
    }

    private static double level(ResultTable rivals, Auctioneer mark, String weights) {
        Map<String, String> where = Map.of(AuctioneerTask.AUCTIONEER, mark.text(), AuctioneerTask.WEIGHTS, weights);
        return rivals.mean(AuctioneerColumn.REWARD.text(), where).mean();
    }

    private static Finding improve(Claim claim, Changed seen, ResultTable rivals) {
        List<String> values = seen.values();
        String learner = seen.change().learners().getFirst();
        String standard = WEIGHTS.values().getFirst();
        boolean known = seen.change().market().equals(MARKET);
        double unit =
                known ? level(rivals, Auctioneer.CEILING, standard) - level(rivals, Auctioneer.FIXED, standard) : 1;
        String points = known ? "points of the headroom" : "hundredths of reward";
        FindingTable detail = FindingTable.of("steps", "reward", points + " above the shortest, seed by seed");
        for (String value : seen.allValues()) {
            Interval more = values.contains(value) ? seen.more(value, learner, unit) : Interval.of(new double[0]);
            detail = detail.row(value, seen.reward(value, learner), more);
        }
        String chain = "chain of " + values.getLast() + " above one of " + values.getFirst() + ", seed by seed";
        Interval most = seen.more(values.getLast(), learner, unit);
        return new Finding(
                claim,
                new Measured(chain, most, points),
                detail,
                Verdict.of(most.low() > 0),
                "Reproduced would be a longest chain trained with every seed that is above the shortest, its interval above 0");
    }

    private static Finding delay(Changed seen) {
        List<String> values = seen.allValues();
        FindingTable detail = FindingTable.of("steps", "parameters read in a decision")
                .rows(values, value -> value, value -> List.of(read(seen, value)));
        double times = read(seen, values.getLast()).mean()
                / read(seen, values.getFirst()).mean();
        return new Finding(
                DELAY,
                Measured.of("work of a decision, longest chain over shortest", times, "times"),
                detail,
                Verdict.of(times > 1),
                "Work is counted in parameters read, which is the same on every machine");
    }

    private static Interval read(Changed seen, String value) {
        return seen.mean(value, Auctioneers.DIFFUSION, AuctioneerColumn.PARAMETERS_READ);
    }

    private static Finding check(Claim claim, Changed seen) {
        Change change = seen.change();
        List<Interval> rewards = seen.values().stream()
                .map(value -> seen.reward(value, change.learners().getFirst()))
                .toList();
        Interval first = rewards.getFirst();
        boolean apart = rewards.stream().anyMatch(other -> other.low() > first.high() || other.high() < first.low());
        var means = rewards.stream().mapToDouble(Interval::mean).summaryStatistics();
        return new Finding(
                claim,
                Measured.of(
                        "reward of the best value less that of the worst, of those with every seed",
                        means.getMax() - means.getMin(),
                        ""),
                new FindingTable(change.axis(), change.learners(), List.of())
                        .rows(seen.allValues(), value -> change.before() + value, seen::rewards),
                Verdict.check(apart),
                apart
                        ? "Some value changes the reward beyond the intervals"
                        : "No value changes the reward beyond the intervals, so that the first, the standard, is no lucky choice");
    }

    private static Finding weights(Changed seen, ResultTable rivals) {
        List<String> values = WEIGHTS.values();
        double ahead = values.stream()
                .filter(value -> seen.reward(value, Auctioneers.DIFFUSION).low()
                        > Math.max(level(rivals, Auctioneer.FIXED, value), level(rivals, Auctioneer.GREEDY, value)))
                .count();
        FindingTable columns = FindingTable.of(
                "welfare/regret/messages",
                Auctioneers.DIFFUSION,
                Auctioneers.AIDED_PPO,
                "best fixed step",
                "greedy",
                "Bayes-optimal");
        return new Finding(
                REWARDS,
                Measured.of(
                        "weights with diffusion significantly above the best fixed step and greedy",
                        ahead,
                        "of " + values.size()),
                columns.rows(values, value -> value, value -> beside(seen, rivals, value)),
                Verdict.check(ahead < values.size()),
                "Robust would be ahead whatever the weights");
    }

    private static List<Interval> beside(Changed seen, ResultTable rivals, String value) {
        List<Interval> row = new ArrayList<>(seen.rewards(value));
        for (Auctioneer mark : List.of(Auctioneer.FIXED, Auctioneer.GREEDY, Auctioneer.CEILING)) {
            row.add(Measured.only(level(rivals, mark, value)));
        }
        return row;
    }
}
