package skybourse.tier2.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.Side;

/** On a gap of 500 a fiftieth is ten ticks. */
class StagedStepTest {

    private static final StagedStep STAGES = new StagedStep(17, 2.5, 4, 7, 2, 3);

    private static long step(Side active, long buyersClock, int buyersQueued, long sellersClock, int sellersQueued) {
        return STAGES.stepTicks(new ClockState(
                active,
                3,
                new ClockState.SideState(600, buyersClock, 2, buyersQueued, true),
                new ClockState.SideState(100, sellersClock, 2, sellersQueued, true)));
    }

    @Test
    void eachSideLeapsThenSearchesThenContinues() {
        assertThat(step(Side.BUYERS, 600, 0, 100, 0)).isEqualTo(170);
        assertThat(step(Side.BUYERS, 430, 0, 100, 2)).isEqualTo(25);
        assertThat(step(Side.BUYERS, 405, 1, 100, 0)).isEqualTo(40);
        assertThat(step(Side.SELLERS, 600, 1, 100, 0)).isEqualTo(70);
        assertThat(step(Side.SELLERS, 600, 1, 170, 0)).isEqualTo(20);
        assertThat(step(Side.SELLERS, 600, 0, 170, 3)).isEqualTo(30);
        assertThat(step(Side.BUYERS, 600, 0, 590, 0)).isEqualTo(10);
    }

    @Test
    void lotAtStartClockEndsLeap() {
        assertThat(step(Side.BUYERS, 600, 1, 100, 0)).isEqualTo(40);
    }
}
