package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.RewardScale;
import skybourse.learning.headroom.RewardWeights;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.DoubleDutchRun;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.StepSet;

class ClairvoyantClocksTest {

    private static final ActionSet STEPS = new ActionSet(StepSet.of(1, 2, 4), 9);
    private static final ClockReward REWARD = new ClockReward(new RewardWeights(1, 0.3, 0.2), new RewardScale(7, 11));

    private static AuctionMarket drawn(RandomGenerator random, int buyers, int sellers) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < buyers; i++) {
            long limit = random.nextInt(1, 10);
            for (int lot = 1; lot <= random.nextInt(1, 3); lot++) {
                orders.add(new Bid("b" + i, lot, limit));
            }
        }
        for (int i = 0; i < sellers; i++) {
            orders.add(new Ask("s" + i, 1, random.nextInt(0, 9)));
        }
        return new AuctionMarket(OrderBook.of(orders), 9, 0);
    }

    /** The best of all courses, each played by the auction itself. */
    private static double best(AuctionMarket market, DoubleDutchRun run) {
        if (run.nextSide().isEmpty()) {
            return REWARD.welfare(run.outcome().welfareTicks(market.book()));
        }
        long gap = run.state().largestStepTicks();
        int choices = run.policyIsAsked() ? STEPS.steps().legal(gap) : 1;
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < choices; i++) {
            DoubleDutchRun branch = run.copy();
            Announcement heard = branch.announce(Math.max(1, STEPS.steps().stepTicks(i, gap)))
                    .orElseThrow();
            best = Math.max(best, REWARD.announcement(heard) + best(market, branch));
        }
        return best;
    }

    private static double bestCourse(AuctionMarket market) {
        var rule = new DoubleDutch(9, 0, ScenarioMarkets.TURNS, Clearing.MIDPOINT, new FixedStep(1));
        return best(market, rule.start(market.book(), new TieOrder.ById()));
    }

    @Test
    void aloneOnEachSideItIsTheBestCourse() {
        RandomGenerator random = new RandomStreams(1).stream("markets", 0);
        for (int i = 0; i < 60; i++) {
            AuctionMarket market = drawn(random, 1, 1);
            assertThat(ClairvoyantClocks.value(market, STEPS, REWARD)).isCloseTo(bestCourse(market), within(1e-12));
        }
    }

    @Test
    void noCoursePassesItAndItIsSeldomFarAbove() {
        RandomGenerator random = new RandomStreams(2).stream("markets", 0);
        int same = 0;
        for (int i = 0; i < 60; i++) {
            AuctionMarket market = drawn(random, 2, 3);
            double bound = ClairvoyantClocks.value(market, STEPS, REWARD);
            double course = bestCourse(market);
            assertThat(course).isLessThanOrEqualTo(bound + 1e-12);
            same += bound - course < 1e-12 ? 1 : 0;
        }
        assertThat(same).isGreaterThan(30);
    }
}
