package skybourse.round.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.ledger.LedgerDigest;
import skybourse.testing.Copies;

/** The share of met deadlines covers the tasks that arrived in a slot. It is published after all of them have ended. */
class PendingSlotRowsTest {

    private final PendingSlotRows rows = new PendingSlotRows(2);

    private List<SlotRow> play(long slot, long arrived) {
        rows.begin(slot, arrived);
        return rows.add(
                new SlotRow(slot, new double[Metric.values().length], new LedgerDigest(new long[LedgerDigest.WORDS])));
    }

    private static double deadlines(SlotRow row) {
        return row.of(Metric.DEADLINES);
    }

    @Test
    void rowIsCompleteAfterLag() {
        assertThat(play(0, 4)).isEmpty();
        rows.end(0, true);
        assertThat(play(1, 2)).isEmpty();
        rows.end(1, true);
        rows.end(0, true);
        rows.end(0, true);
        rows.end(0, false);
        List<SlotRow> complete = play(2, 0);
        assertThat(complete).extracting(SlotRow::slot).containsExactly(0L);
        assertThat(deadlines(complete.getFirst())).isEqualTo(0.75);
        // one of two tasks of slot 1 never ends
        assertThat(play(3, 5)).singleElement().matches(row -> row.slot() == 1 && deadlines(row) == 0.5);
        assertThat(play(4, 5)).singleElement().matches(row -> Double.isNaN(deadlines(row)));
    }

    /** At the end an open task counts as missed. */
    @Test
    void lastRowsCountOpenTasksAsMissed() {
        play(0, 4);
        play(1, 3);
        rows.end(0, true);
        rows.end(0, false);
        rows.end(1, true);
        List<SlotRow> rest = rows.flush();
        assertThat(rest).extracting(PendingSlotRowsTest::deadlines).containsExactly(0.25, 1 / 3.0);
        assertThat(rows.flush()).isEmpty();
    }

    @Test
    void checkpointRestoresPendingRows() {
        play(5, 4);
        rows.end(5, true);
        play(6, 2);
        rows.end(6, false);
        rows.end(6, true);
        var copies = new Copies();
        rows.exchange(copies);
        var same = new PendingSlotRows(2);
        same.begin(1, 1);
        same.add(new SlotRow(1, new double[Metric.values().length], new LedgerDigest(new long[LedgerDigest.WORDS])));
        same.exchange(copies.read());
        assertThat(copies.isEmpty()).isTrue();
        rows.exchange(new Copies());
        for (PendingSlotRows each : List.of(same, rows)) {
            List<SlotRow> rest = each.flush();
            assertThat(rest).extracting(SlotRow::slot).containsExactly(5L, 6L);
            assertThat(rest).extracting(PendingSlotRowsTest::deadlines).containsExactly(0.25, 0.5);
        }
    }
}
