package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.learning.auctions.AuctionMarket;
import skybourse.learning.auctions.MarketSampler;
import skybourse.learning.auctions.SmallMarkets;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.PolicyValue;
import skybourse.learning.learners.Learner;
import skybourse.learning.learners.Trainer;
import skybourse.learning.learners.TrainingResult;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.ClockState.SideState;
import skybourse.tier2.clock.FixedStep;

class LearnedClockPolicyTest {

    private static final Map<String, String> SMALL = Map.of("hidden", "16");

    private static ClockMarketDistribution stretched(long factor) {
        ClockMarketDistribution narrow = SmallMarkets.NARROW;
        return narrow.withName("stretched").withBuyersStartTicks(narrow.buyersStartTicks() * factor);
    }

    @Test
    void equalStatesGiveEqualStepsInAnyThread() {
        TrainedModel model = SmallModels.untrained("diffusion", SMALL);
        ClockMarketDistribution market = SmallMarkets.NARROW;
        LearnedClockPolicy policy = model.sampledPolicy();
        List<AuctionTranscript> courses = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> market.rule(policy)
                        .course(new MarketSampler(market).market(i % 8).book(), new TieOrder.ById()))
                .toList();
        for (int i = 8; i < courses.size(); i++) {
            assertThat(courses.get(i).announcements())
                    .isEqualTo(courses.get(i % 8).announcements());
        }
    }

    /** Independent of earlier calls, in each field of the state. */
    @Test
    void cachedStepsEqualComputedSteps() {
        TrainedModel model = SmallModels.untrained("diffusion", SMALL);
        LearnedClockPolicy cached = model.sampledPolicy();
        for (int i = 0; i < 256; i++) {
            var buyers = new SideState(30, 30 - (i & 1), 1 + (i >> 1 & 1), i >> 2 & 1, (i >> 3 & 1) == 0);
            var sellers = new SideState(0, i >> 4 & 1, 1 + (i >> 5 & 1), i >> 6 & 1, (i & 1) == 0);
            var state = new ClockState((i >> 7 & 1) == 0 ? Side.BUYERS : Side.SELLERS, i & 3, buyers, sellers);
            long computed = model.sampledPolicy().stepTicks(state);
            assertThat(cached.stepTicks(state)).isEqualTo(computed);
            assertThat(cached.stepTicks(state)).isEqualTo(computed);
        }
    }

    /**
     * The model was trained for 3 x 2 on a gap of 30. A gap ten times as wide, or one more buyer, is outside its range.
     */
    @Test
    void takesFixedStepOutsideTrainingRange() {
        TrainedModel near = SmallModels.untrained("sac", SMALL);
        TrainedRange range = new TrainedRange(3, 2, 30, 30, 5);
        TrainedModel limited =
                new TrainedModel(near.origin(), near.actions(), near.form(), near.reward(), near.policy(), range);
        AuctionMarket drawn = new MarketSampler(SmallMarkets.NARROW).market(5);
        ClockMarketDistribution narrow = SmallMarkets.NARROW;
        assertThat(narrow.rule(limited.steady())
                        .course(drawn.book(), new TieOrder.ById())
                        .announcements())
                .isEqualTo(narrow.rule(near.steady())
                        .course(drawn.book(), new TieOrder.ById())
                        .announcements());
        ClockMarketDistribution wide = stretched(10);
        AuctionMarket far = new MarketSampler(wide).market(5);
        assertThat(wide.rule(limited.steady())
                        .course(far.book(), new TieOrder.ById())
                        .announcements())
                .isEqualTo(wide.rule(new FixedStep(50))
                        .course(far.book(), new TieOrder.ById())
                        .announcements());
        TrainedModel more = new TrainedModel(
                near.origin(),
                near.actions(),
                near.form(),
                near.reward(),
                near.policy(),
                new TrainedRange(2, 2, 30, 30, 2));
        assertThat(narrow.rule(more.steady())
                        .course(drawn.book(), new TieOrder.ById())
                        .announcements())
                .isEqualTo(narrow.rule(new FixedStep(2))
                        .course(drawn.book(), new TieOrder.ById())
                        .announcements());
    }

    /**
     * On a gap of 300, all steps are fixed. With more lots than in training, steps are fixed after both lots of one
     * buyer are queued.
     */
    @Test
    void describesFixedStepsOutsideTrainingRange() {
        TrainedModel near = SmallModels.untrained("sac", SMALL);
        var limited = new TrainedModel(
                near.origin(),
                near.actions(),
                near.form(),
                near.reward(),
                near.policy(),
                new TrainedRange(3, 2, 30, 30, 5));
        var policy = limited.steady().withName("the model");
        ClockMarketDistribution wide = stretched(10);
        var far = new MarketSampler(wide).market(5).book();
        assertThat(policy.steps(wide.rule(policy), far, new TieOrder.ById()))
                .isEqualTo("of 50 ticks, for this market is outside the training range of the model");
        var near5 = new MarketSampler(SmallMarkets.NARROW).market(5).book();
        assertThat(policy.steps(SmallMarkets.NARROW.rule(policy), near5, new TieOrder.ById()))
                .isEqualTo("chosen by the model");
        List<Order> lots = new ArrayList<>(List.of(new Ask("s", 1, 1), new Ask("t", 1, 2)));
        for (int lot = 1; lot <= 5; lot++) {
            lots.add(new Bid("b", lot, 20));
        }
        assertThat(policy.steps(SmallMarkets.NARROW.rule(policy), OrderBook.of(lots), new TieOrder.ById()))
                .matches(
                        "chosen by the model, the last \\d+ of 5 ticks, for this market is outside the training range of the model");
    }

    @Test
    void stepsScaleWithTheGap() {
        TrainedModel model = SmallModels.untrained("sac", SMALL);
        ClockMarketDistribution wide = stretched(10);
        AuctionMarket drawn = new MarketSampler(wide).market(5);
        AuctionTranscript transcript = wide.rule(model.steady()).course(drawn.book(), new TieOrder.ById());
        assertThat(transcript.outcome()).isInstanceOf(AuctionOutcome.class);
        long before = wide.buyersStartTicks();
        int moves = 0;
        for (var announcement : transcript.announcements()) {
            if (announcement.side() == Side.BUYERS) {
                long step = before - announcement.stopTicks();
                before = announcement.stopTicks();
                boolean met = announcement == transcript.announcements().getLast();
                assertThat(step % 10 == 0 || met).isTrue();
                moves += step > 0 ? 1 : 0;
            }
        }
        assertThat(moves).isPositive();
    }

    /** The trained policy beats the best fixed step, and its held-out mean is close to its exact value. */
    @Tag("slow")
    @Test
    void trainedPolicyBeatsBestFixedStep() {
        TrainingPlan plan = SmallModels.plan(
                "dqn",
                60,
                Map.of(
                        "hidden",
                        "32",
                        "rows",
                        "64",
                        "rate",
                        "2e-3",
                        "warmUp",
                        "200",
                        "explorationUpdates",
                        "800",
                        "steps",
                        "1",
                        "targetShare",
                        "0.02"));
        try (Learner learner = plan.newLearner()) {
            Trainer trainer = plan.trainer(learner, 1);
            TrainingResult.Finished result = (TrainingResult.Finished) trainer.train(plan.evaluation(0), epoch -> {});
            TrainingResult.EvaluatedPolicy best = result.best();
            TrainedModel model = plan.model(best.policy(), 1, best.epoch(), best.score(), "test");
            double exact = PolicyValue.exact(SmallMarkets.NARROW, model.steady(), 1_000_000)
                    .orElseThrow();
            double bestFixed = 0.83836; // step 2, exact
            assertThat(exact).isGreaterThan(bestFixed + 0.03);
            assertThat(exact).isBetween(best.score() - 0.02, best.score() + 0.02);
        }
    }
}
