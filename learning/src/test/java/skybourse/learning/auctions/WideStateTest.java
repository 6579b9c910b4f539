package skybourse.learning.auctions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.ClockState;

/**
 * Manual values of the six numbers of the wide form: log(1 + 399) / 10, 100 / 499, log(1 + 3) / log(1 + 15), and flags.
 */
class WideStateTest {

    private static final StateEncoding WIDE = StateEncodingBuilder.builder()
            .full(true)
            .wide(true)
            .counts(StateEncoding.Counts.LOGARITHMS)
            .buyersScale(15)
            .sellersScale(7)
            .clocks(StateEncoding.Clocks.FOURIER)
            .build();

    private static ClockState state(int buyersQueued, int sellersQueued) {
        return new ClockState(
                Side.BUYERS,
                4,
                new ClockState.SideState(499, 300, 2, buyersQueued, true),
                new ClockState.SideState(100, 150, 3, sellersQueued, true));
    }

    private static float[] six(ClockState state) {
        float[] six = new float[6];
        System.arraycopy(WIDE.numbers(state, ActionSet.fine()), 10, six, 0, 6);
        return six;
    }

    @Test
    void wideNumbersAreGapStartsAndQueues() {
        assertThat(WIDE.size()).isEqualTo(10 + 6 + 24);
        assertThat(six(state(4, 1))).containsExactly(0.5991465f, 100 / 499f, 0.5f, 0, 1, 1);
        assertThat(six(state(0, 3))).containsExactly(0.5991465f, 100 / 499f, -0.5f, 0, 0, 1);
        assertThat(six(state(2, 2))).containsExactly(0.5991465f, 100 / 499f, 0, 1, 1, 1);
    }

    @Test
    void otherNumbersEqualThoseOfTheNarrowForm() {
        StateEncoding narrow = StateEncodingBuilder.builder()
                .full(true)
                .wide(false)
                .counts(StateEncoding.Counts.LOGARITHMS)
                .buyersScale(15)
                .sellersScale(7)
                .clocks(StateEncoding.Clocks.FOURIER)
                .build();
        float[] wide = WIDE.numbers(state(4, 1), ActionSet.fine());
        float[] plain = narrow.numbers(state(4, 1), ActionSet.fine());
        assertThat(narrow.size()).isEqualTo(34);
        for (int i = 0; i < plain.length; i++) {
            assertThat(wide[i < 10 ? i : i + 6]).isEqualTo(plain[i]);
        }
    }
}
