package skybourse.tier2.clock.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;

/** Ties and limits of the form on arrays; {@code DoubleDutchFormsTest} compares it with the others. */
class FixedStepKernelTest {

    private static FixedStepKernel kernel(long buyersStart, long sellersStart) {
        return new FixedStepKernel(
                new DoubleDutch(buyersStart, sellersStart, TurnOrder.SHORTER, ClearingRule.MIDPOINT, new FixedStep(1)));
    }

    /** Returns which of three equal buyers get a lot. */
    private static boolean[] buyers(int sellers, long... keys) {
        boolean[] buy = new boolean[3];
        boolean[] sell = new boolean[sellers];
        long[] asks = new long[sellers];
        var ties = new FixedStepKernel.TieKeys(keys, new long[sellers], new long[sellers]);
        assertThat(kernel(10, 0)
                        .clear(new long[] {5, 5, 5}, asks, ties, buy, sell)
                        .trades())
                .isEqualTo(sellers);
        assertThat(sell).doesNotContain(false);
        return buy;
    }

    @Test
    void tiesAreBrokenByKeyAndThenByIndex() {
        assertThat(buyers(1, 7, 2, 5)).containsExactly(false, true, false);
        assertThat(buyers(2, 7, 2, 5)).containsExactly(false, true, true);
        assertThat(buyers(1, 4, 4, 4)).containsExactly(true, false, false);
        assertThat(buyers(2, 4, 4, 4)).containsExactly(true, true, false);
        assertThat(buyers(2, 7, 3, 7)).containsExactly(true, true, false);
        assertThat(buyers(2, 3, 7, 3)).containsExactly(true, false, true);
    }

    @Test
    void acceptsEqualRejectsCrossedOrDistantStartClocks() {
        assertThat(kernel(5, 5).clear(new long[] {9}, new long[] {2}))
                .isEqualTo(new FixedStepKernel.Result(1, 10, 10, new Communication(2, 4)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kernel(4, 5))
                .withMessage("stops must be in [0, 4194304]: -1 ticks in steps of 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kernel(FixedStepKernel.MAX_STOPS, 0))
                .withMessageContaining("stops must be in");
    }
}
