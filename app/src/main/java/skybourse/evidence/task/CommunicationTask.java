package skybourse.evidence.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import skybourse.base.random.RandomStreams;
import skybourse.evidence.choice.RandomMarkets;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GeometricStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.refining.BisectionQuestioner;
import skybourse.tier2.clock.refining.ClockPolicyQuestioner;
import skybourse.tier2.clock.refining.ExpectedCrossingQuestioner;
import skybourse.tier2.clock.refining.MessageLowerBound;
import skybourse.tier2.clock.refining.OptimalQuestioner;
import skybourse.tier2.clock.refining.OptimalQuestioner.QuestionForm;
import skybourse.tier2.clock.refining.PriorCrossingQuestioner;
import skybourse.tier2.clock.refining.Questioner;
import skybourse.tier2.clock.refining.RefiningDutch;

/**
 * Communication of refining clocks with several ways of asking traders. The lower bound is the shortest proof of a known outcome. Clocks with coarse
 * steps, a sixth of the range, serve as a comparison. They have another outcome, which misreports can influence. Optimal ways of asking are computed
 * by exact dynamic programs for up to 50 ticks. Asking both sides at the same price is solved for up to eight traders, and asking one side at a time
 * for up to five.
 */
final class CommunicationTask {

    private static final String TICKS = "ticks";
    private static final String USUAL = "usual";
    private static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn("floor", "messages", "lower bound: shortest proof of a known outcome"),
            new MeasuredColumn(
                    "coarse", "messages", "by clocks with steps of one sixth of the range, which misreports can move"),
            new MeasuredColumn(
                    "coarseAnnouncements",
                    "stops",
                    "announced prices by clocks with steps of one sixth of the range, which misreports can move"),
            new MeasuredColumn("fixed", "messages", "by refining clocks with one step"),
            new MeasuredColumn("fixedAnnouncements", "stops", "announced prices by refining clocks with one step"),
            new MeasuredColumn("geometric", "messages", "by refining clocks with steps that grow by a factor of 4"),
            new MeasuredColumn(
                    "geometricAnnouncements",
                    "stops",
                    "announced prices by refining clocks with steps that grow by a factor of 4"),
            new MeasuredColumn("bisection", "messages", "by bisection of the open range"),
            new MeasuredColumn("bisectionAnnouncements", "stops", "announced prices by bisection of the open range"),
            new MeasuredColumn("estimate", "messages", "by asking at the expected crossing of both sides"),
            new MeasuredColumn(
                    "estimateAnnouncements",
                    "stops",
                    "announced prices by asking at the expected crossing of both sides"),
            new MeasuredColumn("estimateOneSide", "messages", "by the same, one side at a time"),
            new MeasuredColumn(
                    "estimateOneSideAnnouncements", "stops", "announced prices by the same, one side at a time"),
            new MeasuredColumn(
                    "estimateKnownLaw",
                    "messages",
                    "by asking at the expected crossing with a known distribution of limits"),
            new MeasuredColumn(
                    "estimateKnownLawAnnouncements",
                    "stops",
                    "announced prices by asking at the expected crossing with a known distribution of limits"),
            new MeasuredColumn("estimateKnownLawOneSide", "messages", "by the same, one side at a time"),
            new MeasuredColumn(
                    "estimateKnownLawOneSideAnnouncements",
                    "stops",
                    "announced prices by the same, one side at a time"),
            new MeasuredColumn(
                    "bestBothSides",
                    "messages",
                    "by the optimal way of asking both sides at one price, exact; small markets only"),
            new MeasuredColumn("bestBothSidesStates", "states", "of the dynamic program for it"),
            new MeasuredColumn(
                    "best", "messages", "by the optimal way of asking one side at a time, exact; small markets only"),
            new MeasuredColumn("bestStates", "states", "of the dynamic program for it"));
    private static final int MOST_TRADERS_ONE_SIDE = 5;
    private static final int MOST_TRADERS_BOTH_SIDES = 8;
    private static final int MOST_TICKS = 50;
    private static final int PROGRAM_MEBIBYTES = 500;

    static final CellTask TASK = CellTask.of(
                    "talk",
                    CellTask.axes("market=3/2 law=uniform ticks=usual markets=1000"),
                    COLUMNS,
                    CommunicationTask::check,
                    CommunicationTask::run)
            .withMebibytes(settings -> ticks(settings) > MOST_TICKS ? CellTask.USUAL_MEBIBYTES : PROGRAM_MEBIBYTES);

    private CommunicationTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        traders(settings);
        RandomMarkets.count(settings);
    }

    private static UnitDemandMarketDistribution traders(GridPoint settings) {
        int[] size = settings.counts(RandomMarkets.SIZE, 2);
        return UnitDemandDistributions.of(
                settings.word(RandomMarkets.LAW, UnitDemandDistributions.NAMES), size[0], size[1], ticks(settings));
    }

    private static int ticks(GridPoint settings) {
        if (!settings.text(TICKS).equals(USUAL)) {
            return settings.count(TICKS, 1);
        }
        return switch (settings.text(RandomMarkets.LAW)) {
            case "uniform" -> 50;
            case "tier1-like" -> 124;
            default -> 30;
        };
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        int ticks = ticks(settings);
        UnitDemandMarketDistribution traders = traders(settings);
        List<Function<SampledMarket, Communication>> ways = ways(traders, ticks, seed);
        double[] row = new double[COLUMNS.size()];
        int markets = RandomMarkets.count(settings);
        for (int market = 0; market < markets; market++) {
            SampledMarket drawn = traders.draw(new RandomStreams(seed).stream("talk", market));
            row[0] += MessageLowerBound.messages(drawn, ticks, 1);
            for (int way = 0; way < ways.size(); way++) {
                Communication communication = ways.get(way).apply(drawn);
                row[1 + 2 * way] += communication.messages();
                row[2 + 2 * way] += communication.announcements();
            }
        }
        Arrays.setAll(row, i -> row[i] / markets);
        solve(traders, ticks, QuestionForm.BOTH_SIDES, MOST_TRADERS_BOTH_SIDES, row, row.length - 4);
        solve(traders, ticks, QuestionForm.ONE_SIDE, MOST_TRADERS_ONE_SIDE, row, row.length - 2);
        return List.of(row);
    }

    private static List<Function<SampledMarket, Communication>> ways(
            UnitDemandMarketDistribution traders, int ticks, long seed) {
        DoubleDutch coarse = new DoubleDutch(
                ticks,
                1,
                TurnOrder.SHORTER,
                ClearingRule.STRONGLY_BALANCED_REDUCTION,
                new FixedStep(Math.max(1, ticks / 6)));
        List<Function<SampledMarket, Communication>> ways = new ArrayList<>();
        ways.add(market ->
                coarse.clear(market.book(), new TieOrder.Lottery(seed, 0)).effort());
        for (Questioner questioner : List.of(
                new ClockPolicyQuestioner(new FixedStep(1)),
                new ClockPolicyQuestioner(new GeometricStep(4)),
                new BisectionQuestioner(),
                new ExpectedCrossingQuestioner(false),
                new ExpectedCrossingQuestioner(true),
                new PriorCrossingQuestioner(traders, ticks, 1, false),
                new PriorCrossingQuestioner(traders, ticks, 1, true))) {
            RefiningDutch rule = new RefiningDutch(ticks, 1, questioner);
            ways.add(market -> rule.count(market.bidTicks(), market.askTicks()).effort());
        }
        return ways;
    }

    /**
     * Writes the number of messages of the optimal way of asking, and the number of states of its dynamic program, into a row. Writes NaN if the
     * program is not solved.
     */
    private static void solve(
            UnitDemandMarketDistribution traders,
            int ticks,
            QuestionForm asking,
            int mostTraders,
            double[] row,
            int at) {
        Optional<OptimalQuestioner> best = traders.buyers() + traders.sellers() > mostTraders || ticks > MOST_TICKS
                ? Optional.empty()
                : OptimalQuestioner.solve(traders, ticks, 1, asking, OptimalQuestioner.MOST_STATES);
        row[at] = best.map(OptimalQuestioner::messages).orElse(Double.NaN);
        row[at + 1] = best.map(program -> (double) program.states()).orElse(Double.NaN);
    }
}
