package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import skybourse.testing.Copies;

/** How much of what is sent changes from slot to slot. */
class LastRatiosTest {

    private final LastRatios last = new LastRatios(4);

    @Test
    void halfOfAllChangesCountsThePartAtHomeIncluded() {
        last.begin(0);
        last.add(1, 0.25);
        last.add(3, 0.5);
        last.begin(2);
        last.add(0, 0.5);
        assertThat(last.endSlot()).as("nobody had a task before").isNaN();
        // agent 0: leader 1 from .25 to 0, 2 from 0 to .25, 3 from .5 to .125, home from .25 to .625: 1.25 / 2
        last.begin(0);
        last.add(2, 0.25);
        last.add(3, 0.125);
        last.begin(1);
        last.add(3, 1);
        // agent 2: leader 0 from .5 to .75, home from .5 to .25
        last.begin(2);
        last.add(0, 0.75);
        assertThat(last.endSlot()).isCloseTo((0.625 + 0.25) / 2, within(1e-15));
    }

    @Test
    void whoHadNoTaskInBetweenIsNotCompared() {
        last.begin(1);
        last.add(0, 0.5);
        last.endSlot();
        last.begin(2);
        last.endSlot();
        last.begin(1);
        last.add(0, 1);
        assertThat(last.endSlot()).isNaN();
        last.begin(1);
        last.add(0, 1);
        assertThat(last.endSlot()).isZero();
    }

    @Test
    void moreThanSixteenPartsAreKept() {
        for (int slot = 0; slot < 2; slot++) {
            for (int agent = 0; agent < 4; agent++) {
                last.begin(agent);
                for (int leader = 0; leader < 10; leader++) {
                    last.add(leader, slot == 0 ? 0.0625 : 0.09375);
                }
            }
            if (slot == 1) {
                assertThat(last.endSlot()).isEqualTo(0.3125);
            } else {
                assertThat(last.endSlot()).isNaN();
            }
        }
    }

    /** What the next agent sent is its own: agent 0 sends to a second leader now, agent 1 sent to the first before. */
    @Test
    void agentsAreKeptApart() {
        last.begin(0);
        last.add(1, 0.5);
        last.begin(1);
        last.add(0, 0.5);
        last.endSlot();
        last.begin(0);
        last.add(1, 0.5);
        last.add(2, 0.25);
        assertThat(last.endSlot()).isEqualTo(0.25);
        last.begin(0);
        last.add(1, 0.5);
        last.begin(1);
        last.add(0, 0.5);
        assertThat(last.endSlot()).isEqualTo(0.25);
    }

    @Test
    void whatWasSentIsSaved() {
        last.begin(1);
        last.add(2, 0.5);
        last.endSlot();
        var copies = new Copies();
        last.exchange(copies);
        var same = new LastRatios(4);
        same.exchange(copies.read());
        same.begin(1);
        same.add(2, 0.75);
        assertThat(same.endSlot()).isEqualTo(0.25);
    }
}
