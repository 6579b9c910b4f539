package skybourse.learning.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.learning.auctions.ActionSet;
import skybourse.learning.auctions.AuctionMarket;
import skybourse.learning.auctions.RoundReward;
import skybourse.learning.auctions.ScenarioMarkets;
import skybourse.learning.auctions.ScenarioRound;
import skybourse.learning.auctions.StateEncoding;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.RewardWeights;
import skybourse.round.market.ResaleOutcome;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GreedyStep;
import skybourse.tier2.clock.OrderStatisticStep;
import skybourse.tier2.clock.StagedStep;

/**
 * Comparison of trained models with policies without training, on rounds that no training used. The rounds are those of sampled scenarios ({@link
 * SampledRounds}), or those of one scenario with randomized tasks.
 *
 * @param name name of the rounds
 * @param by measure by which the fixed step was chosen and by which reports compare the policies; the rows are not sorted by it
 * @param rows results of all policies on the same rounds; the first row is the best fixed step, which was chosen on other rounds
 */
public record HeldOutComparison(String name, Column by, List<Row> rows) {

    /** Largest number of rounds on which the fixed step is chosen. */
    private static final int CHOOSING_ROUNDS = 240;

    private static final int SEEN_ROUNDS = 200;
    private static final String MEAN = ", mean of ";

    /** Fixed steps from which the best is chosen, in hundredths of the gap. */
    private static final List<Long> STEPS =
            ActionSet.fine().steps().withHalfway().ticks();

    /** Measures of a round. */
    public enum Column {
        /**
         * {@link RoundReward}, from the change of welfare by tier 2, saved deadlines and messages. If deadlines have no value, the measure is {@link
         * #REWARD}.
         */
        ROUND,
        /** Gains from trade minus regret and messages, on the market's own scale. */
        REWARD,
        /** {@link #REWARD} without regret. */
        NO_REGRET,
        /** Gains from trade as a share of the largest attainable ones. */
        GAINS,
        /** Numbers, one per round, whose mean is the mean of {@link #GAINS} in the worst 1 % of rounds (see {@code worst}). */
        WORST_HUNDREDTH,
        /** The same as {@link #WORST_HUNDREDTH} for the worst 10 % of rounds. */
        WORST_TENTH,
        MESSAGES,
        ANNOUNCEMENTS,
        /** Share of deadlines met, in [0, 1]. */
        DEADLINES,
        /** Welfare of both tiers, money. */
        WELFARE
    }

    /**
     * Result of one policy, or the mean of several.
     *
     * @param name display name
     * @param of {@code double[rounds]} by column
     * @param beyond text with the fixed step that a model took outside its training range, and the number of rounds; empty if there were none. In the
     *     row of the best policy in hindsight, the name of that policy
     */
    public record Row(String name, Map<Column, double[]> of, String beyond) {

        private static Row mean(String name, List<Row> rows) {
            Map<Column, double[]> means = new EnumMap<>(Column.class);
            for (Column column : Column.values()) {
                double[] sum = new double[at(rows.getFirst().of, column).length];
                rows.forEach(row -> Arrays.setAll(sum, i -> sum[i] + at(row.of, column)[i] / rows.size()));
                means.put(column, sum);
            }
            return new Row(name, means, "");
        }

        /** Returns the row for a part of the rounds. {@link #beyond} is empty in it, because that text counts all rounds. */
        private Row of(int from, int to) {
            Map<Column, double[]> some = new EnumMap<>(Column.class);
            of.forEach((column, numbers) -> some.put(column, Arrays.copyOfRange(numbers, from, to)));
            return new Row(name, withWorst(some), "");
        }

        private static Map<Column, double[]> withWorst(Map<Column, double[]> of) {
            of.put(Column.WORST_HUNDREDTH, worst(at(of, Column.GAINS), 0.01));
            of.put(Column.WORST_TENTH, worst(at(of, Column.GAINS), 0.1));
            return of;
        }
    }

    public HeldOutComparison {
        rows = List.copyOf(rows);
    }

    /** Returns the numbers of a column. */
    public static double[] at(Map<Column, double[]> of, Column column) {
        return Objects.requireNonNull(of.get(column), column::name);
    }

    /**
     * Compares models on rounds of sampled scenarios, by {@link Column#REWARD}.
     *
     * @param models the models, at least one; several models of one learner also have a row with their mean
     * @param count number of rounds, at least 2
     * @param seed seed of the rounds
     * @param tasks runs solves and auctions in parallel; changes no result
     */
    public static HeldOutComparison of(List<TrainedModel> models, int count, long seed, TaskRunner tasks) {
        return of(
                "drawn scenarios",
                models,
                new Rounds(SampledRounds.of("choosing", Math.min(CHOOSING_ROUNDS, count), tasks), tasks),
                new Rounds(SampledRounds.of("evaluation/" + seed, count, tasks), tasks));
    }

    /**
     * Evaluates all policies on rounds of several kinds, by {@link Column#ROUND}. Rows for small fixed steps, for the first model that
     * observes rounds with shuffled features, and for the best policies in hindsight are added. The first comparison covers all kinds together; the
     * others cover one kind each.
     *
     * @param models the models, at least one
     * @param chosenOn other rounds, on which the fixed step is chosen
     * @param kinds rounds by kind, the same number of each
     * @param tasks runs the auctions in parallel; changes no result
     */
    public static List<HeldOutComparison> ofKinds(
            List<TrainedModel> models,
            List<ScenarioRound> chosenOn,
            SequencedMap<String, List<ScenarioRound>> kinds,
            TaskRunner tasks) {
        var rounds = new Rounds(kinds.values().stream().flatMap(List::stream).toList(), tasks);
        List<Row> rows = new ArrayList<>(of("", models, new Rounds(chosenOn, tasks), rounds, Column.ROUND).rows);
        List<Row> steps = STEPS.stream().map(rounds::fixed).toList();
        rows.addAll(
                1, List.of(steps.get(STEPS.indexOf(1L)), steps.get(STEPS.indexOf(2L)), steps.get(STEPS.indexOf(4L))));
        List<Row> all = Stream.concat(steps.stream(), rows.stream().skip(4).filter(row -> !row.name.contains(MEAN)))
                .toList();
        models.stream()
                .filter(model -> model.form().counts() == StateEncoding.Counts.ROUND)
                .findFirst()
                .ifPresent(model -> rows.add(rounds.row(
                        name(model) + ", shuffled features",
                        round -> model.steady().withRound(round::view).withShuffledState())));
        List<HeldOutComparison> studies = new ArrayList<>(List.of(withHindsight("all kinds", rows, all)));
        int from = 0;
        for (var kind : kinds.entrySet()) {
            int first = from;
            int to = from + kind.getValue().size();
            from = to;
            studies.add(withHindsight(
                    kind.getKey(),
                    rows.stream().map(row -> row.of(first, to)).toList(),
                    all.stream().map(row -> row.of(first, to)).toList()));
        }
        return studies;
    }

    /**
     * Returns a comparison with two more rows. One row is the best policy in hindsight, a lower bound of the attainable reward. The other is the best
     * policy of each round, an upper bound for every rule that chooses among these policies.
     */
    private static HeldOutComparison withHindsight(String name, List<Row> rows, List<Row> all) {
        Row best = all.stream()
                .max(Comparator.comparingDouble(row -> sum(row, Column.ROUND)))
                .orElseThrow();
        Map<Column, double[]> each = new EnumMap<>(Column.class);
        int[] at = IntStream.range(0, at(best.of, Column.ROUND).length)
                .map(i -> IntStream.range(0, all.size())
                        .boxed()
                        .max(Comparator.comparingDouble(row -> at(all.get(row).of, Column.ROUND)[i]))
                        .orElseThrow())
                .toArray();
        for (Column column : Column.values()) {
            each.put(
                    column,
                    IntStream.range(0, at.length)
                            .mapToDouble(i -> at(all.get(at[i]).of, column)[i])
                            .toArray());
        }
        List<Row> more = new ArrayList<>(rows);
        more.add(new Row("best of " + all.size() + " in hindsight", best.of, "  " + best.name));
        more.add(new Row("best of " + all.size() + " of each round", Row.withWorst(each), ""));
        return new HeldOutComparison(name, Column.ROUND, more);
    }

    private static double sum(Row row, Column column) {
        return Arrays.stream(at(row.of, column)).sum();
    }

    /**
     * Returns the display name of a model. It is the name of its learner. If the model was trained on a list of rounds, the name of the list follows.
     */
    private static String name(TrainedModel model) {
        String market = model.origin().marketName().replaceFirst("^scenario ", "");
        return model.origin().learnerName() + (market.startsWith("clock-rounds") ? " on " + market : "");
    }

    /**
     * Compares a model on rounds of one scenario with randomized tasks; empty if fewer than two of them, or none of the training rounds, have a
     * choice of steps and attainable gains.
     *
     * @param model the model
     * @param scenario the scenario
     * @param count number of times that tasks are sampled
     * @param seed seed of the tasks
     * @param tasks runs solves and auctions
     */
    public static Optional<HeldOutComparison> of(
            TrainedModel model, Scenario scenario, int count, long seed, TaskRunner tasks) {
        List<ScenarioRound> seen = worthLearning(trainingRounds(scenario, tasks));
        List<ScenarioRound> unseen = worthLearning(heldOutRounds(scenario, seed, count, tasks));
        return seen.isEmpty() || unseen.size() < 2
                ? Optional.empty()
                : Optional.of(of(scenario.name(), List.of(model), new Rounds(seen, tasks), new Rounds(unseen, tasks)));
    }

    private static List<ScenarioRound> worthLearning(List<ScenarioRound> rounds) {
        return rounds.stream()
                .filter(round -> SampledRounds.isWorthLearning(round.market()))
                .toList();
    }

    /** Returns rounds of a scenario as they are used in training. */
    static List<ScenarioRound> trainingRounds(Scenario scenario, TaskRunner tasks) {
        return ScenarioRound.withChoices(scenario, "training-tasks", SEEN_ROUNDS, tasks);
    }

    /** Returns rounds of a scenario that no training uses. */
    static List<ScenarioRound> heldOutRounds(Scenario scenario, long seed, int rounds, TaskRunner tasks) {
        return ScenarioRound.withChoices(scenario, "evaluation-tasks/" + seed, rounds, tasks);
    }

    private static HeldOutComparison of(String name, List<TrainedModel> models, Rounds chosenOn, Rounds rounds) {
        return of(name, models, chosenOn, rounds, Column.REWARD);
    }

    private static HeldOutComparison of(
            String name, List<TrainedModel> models, Rounds chosenOn, Rounds rounds, Column by) {
        long best = STEPS.stream()
                .max(Comparator.comparingDouble(ticks -> sum(chosenOn.fixed(ticks), by)))
                .orElseThrow();
        List<Row> played = models.stream().map(model -> rounds.row(model)).toList();
        Map<String, List<Row>> learners = IntStream.range(0, models.size())
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> name(models.get(i)), Collectors.mapping(played::get, Collectors.toList())));
        Stream<Row> means = learners.entrySet().stream()
                .filter(learner -> learner.getValue().size() > 1)
                .sorted(Map.Entry.comparingByKey())
                .map(learner ->
                        Row.mean(learner.getKey() + MEAN + learner.getValue().size(), learner.getValue()));
        Stream<Row> untrained = Stream.of(new OrderStatisticStep(), new GreedyStep(), StagedStep.standard())
                .map(policy -> rounds.row(policy.name(), _ -> policy));
        return new HeldOutComparison(
                name,
                by,
                Stream.of(Stream.of(rounds.fixed(best)), untrained, means, played.stream())
                        .flatMap(Function.identity())
                        .toList());
    }

    /**
     * Returns numbers whose mean is the mean of the worst {@code share} of {@code numbers}, for paired comparisons of policies. Let q be the quantile
     * of {@code share}. A number x below q is replaced by {@code q - (q - x) / share}, and every other number by q.
     */
    static double[] worst(double[] numbers, double share) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        double border = sorted[(int) Math.ceil(share * sorted.length) - 1];
        return Arrays.stream(numbers)
                .map(number -> border + Math.min(0, number - border) / share)
                .toArray();
    }

    /** Rounds with the scales of their rewards. */
    private record Rounds(List<ScenarioRound> all, List<ScenarioMarkets.Pool> pools, TaskRunner tasks) {

        private static final int LEAST_PER_THREAD = 8;

        Rounds(List<ScenarioRound> all, TaskRunner tasks) {
            this(all, ScenarioMarkets.withDeadlines(all).pools(), tasks);
        }

        private static String fixedName(long ticks, ActionSet actions) {
            return String.format(Locale.ROOT, "fixed, %.4g %% of the gap", 100.0 * ticks / actions.gapTicks());
        }

        Row fixed(long ticks) {
            return row(
                    fixedName(ticks, ActionSet.fine()),
                    round -> new FixedStep(
                            ActionSet.fine().on(ticks, round.market().gapTicks())));
        }

        Row row(TrainedModel model) {
            LearnedClockPolicy policy = model.steady();
            Row row = row(name(model) + ", seed " + model.origin().seed(), round -> policy.withRound(round::view));
            boolean[] isBeyond = new boolean[all.size()];
            tasks.run(isBeyond.length, LEAST_PER_THREAD, i -> isBeyond[i] = isBeyond(policy, all.get(i)));
            long beyond =
                    IntStream.range(0, isBeyond.length).filter(i -> isBeyond[i]).count();
            String step = fixedName(model.range().elsewhereTicks(), model.actions());
            return beyond == 0
                    ? row
                    : new Row(row.name, row.of, step + ", in " + beyond + " rounds beyond its training");
        }

        private static boolean isBeyond(LearnedClockPolicy policy, ScenarioRound round) {
            AuctionMarket market = round.market();
            LearnedClockPolicy bound = policy.withRound(round::view);
            return bound.countDecisions(market.dutch(bound), market.book(), ties(round))
                            .beyond()
                    > 0;
        }

        Row row(String name, Function<ScenarioRound, ClockPolicy> policies) {
            Map<Column, double[]> of = new EnumMap<>(Column.class);
            for (Column column : Column.values()) {
                of.put(column, new double[all.size()]);
            }
            tasks.run(all.size(), LEAST_PER_THREAD, i -> play(i, policies.apply(all.get(i)), of));
            return new Row(name, Row.withWorst(of), "");
        }

        private void play(int at, ClockPolicy policy, Map<Column, double[]> of) {
            ScenarioRound round = all.get(at);
            AuctionMarket market = round.market();
            AuctionTranscript transcript = market.dutch(policy).course(market.book(), ties(round));
            AuctionOutcome outcome = transcript.outcome();
            ResaleOutcome resold = ResaleOutcome.of(round.before(), round.resale(), outcome);
            ScenarioMarkets.Pool pool = pools.get(at);
            double reward = new ClockReward(RewardWeights.standard(), pool.scale()).total(transcript, market.book());
            List<RoundReward> paid = pool.rounds();
            at(of, Column.ROUND)[at] = paid.isEmpty() ? reward : paid.getFirst().total(resold);
            at(of, Column.REWARD)[at] = reward;
            at(of, Column.NO_REGRET)[at] =
                    new ClockReward(RoundReward.WEIGHTS, pool.scale()).total(transcript, market.book());
            at(of, Column.GAINS)[at] = outcome.welfareTicks(market.book()) / market.clairvoyantWelfareTicks();
            at(of, Column.MESSAGES)[at] = outcome.effort().messages();
            at(of, Column.ANNOUNCEMENTS)[at] = outcome.effort().announcements();
            at(of, Column.DEADLINES)[at] = resold.after().totals().deadlineShare();
            at(of, Column.WELFARE)[at] = resold.welfare();
        }

        private static TieOrder ties(ScenarioRound round) {
            return new TieOrder.Lottery(round.before().scenario().seed(), 0);
        }
    }
}
