package skybourse.round.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import skybourse.testing.Copies;

/** Change of ratios from slot to slot. */
class OffloadingRatioChangeTest {

    private final OffloadingRatioChange last = new OffloadingRatioChange(4);

    /** Records pieces, given as pairs of leader and ratio. */
    private static void recordPieces(OffloadingRatioChange to, int agent, double... parts) {
        int first = to.begin(agent, parts.length / 2);
        for (int i = 0; i < parts.length / 2; i++) {
            to.set(first + i, (int) parts[2 * i], parts[2 * i + 1]);
        }
    }

    @Test
    void changeIsHalfOfAbsoluteDifferencesWithHome() {
        recordPieces(last, 0, 1, 0.25, 3, 0.5);
        recordPieces(last, 2, 0, 0.5);
        assertThat(last.endSlot()).as("no tasks in the previous slot").isNaN();
        // agent 0: leader 1 from .25 to 0, 2 from 0 to .25, 3 from .5 to .125, home from .25 to .625: 1.25 / 2
        recordPieces(last, 0, 2, 0.25, 3, 0.125);
        recordPieces(last, 1, 3, 1);
        // agent 2: leader 0 from .5 to .75, home from .5 to .25
        recordPieces(last, 2, 0, 0.75);
        assertThat(last.endSlot()).isCloseTo((0.625 + 0.25) / 2, within(1e-15));
    }

    @Test
    void agentWithoutPreviousTaskIsNotCompared() {
        recordPieces(last, 1, 0, 0.5);
        last.endSlot();
        recordPieces(last, 2);
        last.endSlot();
        recordPieces(last, 1, 0, 1);
        assertThat(last.endSlot()).isNaN();
        recordPieces(last, 1, 0, 1);
        assertThat(last.endSlot()).isZero();
    }

    @Test
    void storesMoreThanSixteenPieces() {
        for (int slot = 0; slot < 2; slot++) {
            for (int agent = 0; agent < 4; agent++) {
                int first = last.begin(agent, 10);
                for (int leader = 0; leader < 10; leader++) {
                    last.set(first + leader, leader, slot == 0 ? 0.0625 : 0.09375);
                }
            }
            if (slot == 1) {
                assertThat(last.endSlot()).isEqualTo(0.3125);
            } else {
                assertThat(last.endSlot()).isNaN();
            }
        }
    }

    /** Ratios are compared per agent, even if agents are adjacent in memory. */
    @Test
    void agentsAreComparedSeparately() {
        recordPieces(last, 0, 1, 0.5);
        recordPieces(last, 1, 0, 0.5);
        last.endSlot();
        recordPieces(last, 0, 1, 0.5, 2, 0.25);
        assertThat(last.endSlot()).isEqualTo(0.25);
        recordPieces(last, 0, 1, 0.5);
        recordPieces(last, 1, 0, 0.5);
        assertThat(last.endSlot()).isEqualTo(0.25);
    }

    @Test
    void checkpointRestoresRatios() {
        recordPieces(last, 1, 2, 0.5);
        last.endSlot();
        var copies = new Copies();
        last.exchange(copies);
        var same = new OffloadingRatioChange(4);
        same.exchange(copies.read());
        recordPieces(same, 1, 2, 0.75);
        assertThat(same.endSlot()).isEqualTo(0.25);
    }
}
