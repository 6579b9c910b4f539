package skybourse.learning.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.RewardWeights;
import skybourse.round.market.Resold;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.Course;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Greedy;
import skybourse.tier2.clock.OrderStatistics;
import skybourse.tier2.clock.Stages;

/**
 * Trained models beside what needs no training, on rounds that no training saw: of scenarios drawn one by one ({@link DrawnRounds}), or of one
 * scenario, its tasks drawn anew.
 *
 * @param name whose rounds
 * @param rows every policy on the same rounds: the best fixed step first, which was chosen on other rounds
 */
public record DrawnStudy(String name, List<Row> rows) {

    /** Rounds that the fixed step is chosen on, at most. */
    private static final int CHOOSING_ROUNDS = 240;

    private static final int SEEN_ROUNDS = 200;

    /** What is measured of a round. */
    public enum Column {
        /** In the market's own means. */
        REWARD,
        /** Of what trade could gain at most. */
        GAINS,
        /** Numbers whose mean is that of the gains in the worst hundredth of all rounds. */
        WORST_HUNDREDTH,
        /** The same of the worst tenth. */
        WORST_TENTH,
        MESSAGES,
        ANNOUNCEMENTS,
        /** Share of deadlines met. */
        DEADLINES,
        /** Of both tiers, money. */
        WELFARE
    }

    /**
     * What one policy came to, or the mean of some.
     *
     * @param name for people
     * @param of a number for each round, by column
     * @param beyond which fixed step a model took on how many rounds that are beyond its training; empty where on none
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
    }

    public DrawnStudy {
        rows = List.copyOf(rows);
    }

    /** Returns the numbers of a column. */
    public static double[] at(Map<Column, double[]> of, Column column) {
        return Objects.requireNonNull(of.get(column), column::name);
    }

    /**
     * Draws the rounds and plays everybody on them.
     *
     * @param models at least one; those of one learner also stand together in their mean
     * @param count how many rounds, at least 2
     * @param seed fixes them
     * @param tasks runs solves and auctions
     */
    public static DrawnStudy of(List<TrainedModel> models, int count, long seed, TaskRunner tasks) {
        return of(
                "drawn scenarios",
                models,
                DrawnRounds.of("choosing", Math.min(CHOOSING_ROUNDS, count), tasks),
                DrawnRounds.of("evaluation/" + seed, count, tasks),
                tasks);
    }

    /**
     * Plays a model and the others on rounds of one scenario; nothing where it leads to fewer than two in which steps can be chosen and something
     * can be gained.
     *
     * @param count how many times tasks are drawn
     * @param seed fixes them
     * @param tasks runs solves and auctions
     */
    public static Optional<DrawnStudy> of(
            TrainedModel model, Scenario scenario, int count, long seed, TaskRunner tasks) {
        List<ScenarioRound> seen = worthLearning(seen(scenario, tasks));
        List<ScenarioRound> unseen = worthLearning(unseen(scenario, seed, count, tasks));
        return seen.isEmpty() || unseen.size() < 2
                ? Optional.empty()
                : Optional.of(of(scenario.name(), List.of(model), seen, unseen, tasks));
    }

    private static List<ScenarioRound> worthLearning(List<ScenarioRound> rounds) {
        return rounds.stream()
                .filter(round -> DrawnRounds.isWorthLearning(round.market()))
                .toList();
    }

    /** Returns rounds of a scenario like those of a training. */
    static List<ScenarioRound> seen(Scenario scenario, TaskRunner tasks) {
        return ScenarioRound.withChoices(scenario, "training-tasks", SEEN_ROUNDS, tasks);
    }

    /** Returns rounds of a scenario that no training saw. */
    static List<ScenarioRound> unseen(Scenario scenario, long seed, int rounds, TaskRunner tasks) {
        return ScenarioRound.withChoices(scenario, "evaluation-tasks/" + seed, rounds, tasks);
    }

    private static DrawnStudy of(
            String name,
            List<TrainedModel> models,
            List<ScenarioRound> seen,
            List<ScenarioRound> unseen,
            TaskRunner tasks) {
        Rounds chosenOn = new Rounds(seen, tasks);
        Rounds rounds = new Rounds(unseen, tasks);
        long best = ActionSet.fine().steps().withHalfway().ticks().stream()
                .max(Comparator.comparingDouble(ticks -> Arrays.stream(at(chosenOn.fixed(ticks).of, Column.REWARD))
                        .sum()))
                .orElseThrow();
        List<Row> played = models.stream().map(model -> rounds.row(model)).toList();
        Map<String, List<Row>> learners = IntStream.range(0, models.size())
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> models.get(i).origin().learnerName(),
                        Collectors.mapping(played::get, Collectors.toList())));
        Stream<Row> means = learners.entrySet().stream()
                .filter(learner -> learner.getValue().size() > 1)
                .sorted(Map.Entry.comparingByKey())
                .map(learner -> Row.mean(
                        learner.getKey() + ", mean of " + learner.getValue().size(), learner.getValue()));
        Stream<Row> untrained = Stream.of(new OrderStatistics(), new Greedy(), Stages.standard())
                .map(policy -> rounds.row(policy.name(), _ -> policy));
        return new DrawnStudy(
                name,
                Stream.of(Stream.of(rounds.fixed(best)), untrained, means, played.stream())
                        .flatMap(Function.identity())
                        .toList());
    }

    /**
     * Returns numbers whose mean is that of the worst share of some, so that two policies can be compared in pairs: the border of the share,
     * and what each number is below it, over the share.
     */
    static double[] worst(double[] numbers, double share) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        double border = sorted[(int) Math.ceil(share * sorted.length) - 1];
        return Arrays.stream(numbers)
                .map(number -> border + Math.min(0, number - border) / share)
                .toArray();
    }

    /** Rounds with what their rewards are measured in, and who plays them. */
    private record Rounds(List<ScenarioRound> all, List<ClockReward> rewards, TaskRunner tasks) {

        private static final int WORTH_A_THREAD = 8;

        Rounds(List<ScenarioRound> all, TaskRunner tasks) {
            this(
                    all,
                    ScenarioMarkets.each(all).pools().stream()
                            .map(pool -> new ClockReward(RewardWeights.standard(), pool.scale()))
                            .toList(),
                    tasks);
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
            Row row = row(
                    model.origin().learnerName() + ", seed " + model.origin().seed(), _ -> policy);
            boolean[] isBeyond = new boolean[all.size()];
            tasks.run(isBeyond.length, WORTH_A_THREAD, i -> {
                AuctionMarket market = all.get(i).market();
                isBeyond[i] = policy.asked(market.dutch(policy), market.book(), ties(all.get(i)))
                                .beyond()
                        > 0;
            });
            long beyond =
                    IntStream.range(0, isBeyond.length).filter(i -> isBeyond[i]).count();
            String step = fixedName(model.range().elsewhereTicks(), model.actions());
            return beyond == 0
                    ? row
                    : new Row(row.name, row.of, step + ", in " + beyond + " rounds beyond its training");
        }

        Row row(String name, Function<ScenarioRound, ClockPolicy> policies) {
            Map<Column, double[]> of = new EnumMap<>(Column.class);
            for (Column column : Column.values()) {
                of.put(column, new double[all.size()]);
            }
            tasks.run(all.size(), WORTH_A_THREAD, i -> play(i, policies.apply(all.get(i)), of));
            of.put(Column.WORST_HUNDREDTH, worst(at(of, Column.GAINS), 0.01));
            of.put(Column.WORST_TENTH, worst(at(of, Column.GAINS), 0.1));
            return new Row(name, of, "");
        }

        private void play(int at, ClockPolicy policy, Map<Column, double[]> of) {
            ScenarioRound round = all.get(at);
            AuctionMarket market = round.market();
            Course course = market.dutch(policy).course(market.book(), ties(round));
            AuctionOutcome outcome = course.outcome();
            Resold resold = Resold.of(round.before(), round.resale(), outcome);
            at(of, Column.REWARD)[at] = rewards.get(at).total(course, market.book());
            at(of, Column.GAINS)[at] = outcome.welfareTicks(market.book()) / market.clairvoyantWelfareTicks();
            at(of, Column.MESSAGES)[at] = outcome.effort().messages();
            at(of, Column.ANNOUNCEMENTS)[at] = outcome.effort().announcements();
            at(of, Column.DEADLINES)[at] = resold.after().totals().deadlineShare();
            at(of, Column.WELFARE)[at] = resold.welfare();
        }

        private static TieOrder ties(ScenarioRound round) {
            return new TieOrder.ByLot(round.before().scenario().seed(), 0);
        }
    }
}
