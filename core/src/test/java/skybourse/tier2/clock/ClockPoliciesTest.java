package skybourse.tier2.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.ClockState.SideState;

class ClockPoliciesTest {

    @Nested
    class Fixed implements ClockPolicyContract {
        @Override
        public ClockPolicy policy() {
            return new FixedStep(5);
        }
    }

    @Nested
    class GeometricSteps implements ClockPolicyContract {
        @Override
        public ClockPolicy policy() {
            return new GeometricStep(3);
        }
    }

    @Nested
    class GreedySteps implements ClockPolicyContract {
        @Override
        public ClockPolicy policy() {
            return new GreedyStep();
        }
    }

    @Nested
    class OrderStatisticsSteps implements ClockPolicyContract {
        @Override
        public ClockPolicy policy() {
            return new OrderStatisticStep();
        }
    }

    @Nested
    class RandomSteps implements ClockPolicyContract {
        @Override
        public ClockPolicy policy() {
            return new RandomStep(3, 1);
        }
    }

    private static ClockState state(long buyersClock, int buyersWaiting, long sellersClock, int sellersWaiting) {
        return new ClockState(
                Side.BUYERS,
                4,
                new SideState(100, buyersClock, buyersWaiting, 0, true),
                new SideState(0, sellersClock, sellersWaiting, 0, true));
    }

    @Test
    void orderStatisticsMovesHalfwayToNextLimit() {
        // three uniform limits below 80: the expected distance of the highest is 20
        assertThat(new OrderStatisticStep().stepTicks(state(80, 3, 0, 3))).isEqualTo(10);
    }

    @Test
    void greedyMovesToTheExpectedCrossing() {
        // equal numbers on both sides cross at 50; with twice as many buyers 6 (1 - p) = 3 p at two thirds
        assertThat(new GreedyStep().stepTicks(state(100, 3, 0, 3))).isEqualTo(50);
        assertThat(new GreedyStep().stepTicks(state(100, 6, 0, 3))).isEqualTo(33);
    }

    /**
     * Four buyers wait on the 80 ticks from 90 down to 10, two sellers on those from 30 up to 110: 0.05 and 0.025 per tick. The queues
     * have equal expected lengths at p with 1 + 0.05 (90 - p) = 2 + 0.025 (p - 30), so at 56 2/3.
     */
    @Test
    void greedyMovesBeyondEqualExpectedQueues() {
        SideState buyers = new SideState(110, 90, 4, 1, true);
        SideState sellers = new SideState(10, 30, 2, 2, true);
        assertThat(new GreedyStep().stepTicks(new ClockState(Side.BUYERS, 4, buyers, sellers)))
                .isEqualTo(90 - 57);
        assertThat(new GreedyStep().stepTicks(new ClockState(Side.SELLERS, 4, buyers, sellers)))
                .isEqualTo(56 - 30);
        assertThat(new ClockState(Side.BUYERS, 4, buyers, sellers).startGapTicks())
                .isEqualTo(100);
    }

    @Test
    void policiesHaveTheirNames() {
        assertThat(Stream.of(new FixedStep(3), new GreedyStep(), new OrderStatisticStep(), new RandomStep(1, 2))
                        .map(ClockPolicy::name))
                .containsExactly("fixed-3", "greedy", "order-statistics", "random");
        assertThat(new GreedyStep().steps()).isEqualTo("chosen by the policy greedy");
    }

    @Test
    void geometricTakesAShareOfTheGap() {
        assertThat(new GeometricStep(4).stepTicks(state(90, 1, 10, 1))).isEqualTo(20);
        assertThat(new GeometricStep(4).stepTicks(state(11, 1, 10, 1))).isEqualTo(1);
    }

    @Test
    void onlySmallestCrossingStepIsLegal() {
        StepSet steps = StepSet.forGap(100);
        assertThat(StepSet.rho(50, 100)).isEqualTo(2);
        assertThat(steps.legal(100)).isEqualTo(8);
        assertThat(steps.legal(16)).isEqualTo(5); // 2 4 6 10 16
        assertThat(steps.legal(17)).isEqualTo(6); // and 26, cut to 17
        assertThat(steps.stepTicks(5, 17)).isEqualTo(17);
        assertThat(steps.legal(1)).isEqualTo(1);
        assertThat(StepSet.rho(50, 20)).isEqualTo(1);
    }

    @Test
    void randomStepsAreAboutEquallyLikely() {
        Map<Long, Integer> seen = new TreeMap<>();
        for (int round = 0; round < 8_000; round++) {
            seen.merge(new RandomStep(1, round).stepTicks(state(100, 1, 0, 1)), 1, Integer::sum);
        }
        assertThat(seen.keySet()).containsExactly(2L, 4L, 6L, 10L, 16L, 26L, 42L, 68L);
        assertThat(seen.values()).allSatisfy(count -> assertThat(count).isBetween(850, 1_150));
    }
}
