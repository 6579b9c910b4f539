package skybourse.round.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.testing.Copies;

/** Rows of tasks and pieces, and their compaction after some end. */
class TaskTableTest {

    private final TaskTable tasks = new TaskTable();
    private final PieceTable pieces = new PieceTable();

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(tasks.add(i % 3, 7 + i, 100 + i, i + 0.25, i + 4.25)).isEqualTo(i);
            tasks.openPieces[i] = i;
            tasks.back[i] = 10 + i;
            tasks.quality[i] = 20 + i;
            pieces.grow(i + 1);
            pieces.set(i, i, i % 5, 0.5 + i, 0.25 + i, 3 + i, 8 + i, 1e6 + i);
            pieces.ready[i] = 30 + i;
            pieces.held[i] = 40 + i;
            pieces.qualityBits[i] = 50 + i;
        }
    }

    @Test
    void newRowHasDefaultValues() {
        fill(20); // more than the first sixteen
        tasks.rows = 3;
        pieces.rows = 3;
        tasks.add(1, 2, 3, 4, 5);
        pieces.grow(4);
        pieces.set(3, 1, 2, 0.5, 0.25, 4, 5, 6);
        assertThat(tasks.id[3]).as("ids continue").isEqualTo(20);
        assertThat(tasks.state[3]).isEqualTo(TaskTable.WAITING);
        assertThat(tasks.openPieces[3]).isZero();
        assertThat(tasks.back[3] + tasks.quality[3]).isZero();
        assertThat(pieces.state[3]).isEqualTo(PieceTable.SENDING);
        assertThat(pieces.ready[3]).isZero();
        assertThat(pieces.held[3]).isZero();
    }

    @Test
    void compactionRemovesEndedRowsAndKeepsOthers() {
        fill(40);
        for (int row : new int[] {0, 3, 38}) {
            tasks.state[row] = TaskTable.ENDED;
            pieces.state[row] = PieceTable.ENDED;
        }
        tasks.state[39] = TaskTable.DROPPED;
        pieces.state[39] = PieceTable.SOLD;
        pieces.compact(tasks.compact());
        assertThat(tasks.rows).isEqualTo(37);
        assertThat(pieces.rows).isEqualTo(37);
        for (int row = 0; row < 37; row++) {
            int was = row < 2 ? row + 1 : row < 36 ? row + 2 : 39;
            assertThat(tasks.id[row]).isEqualTo(was);
            assertThat(tasks.owner[row]).isEqualTo(was % 3);
            assertThat(tasks.cameIn[row]).isEqualTo(7 + was);
            assertThat(tasks.likeTask[row]).isEqualTo(100 + was);
            assertThat(tasks.arrived[row]).isEqualTo(was + 0.25);
            assertThat(tasks.dueSeconds[row]).isEqualTo(was + 4.25);
            assertThat(tasks.openPieces[row]).isEqualTo(was);
            assertThat(tasks.back[row]).isEqualTo(10 + was);
            assertThat(tasks.quality[row]).isEqualTo(20 + was);
            assertThat(pieces.task[row]).as("new row of its task").isEqualTo(row);
            assertThat(pieces.leader[row]).isEqualTo(was % 5);
            assertThat(pieces.ratio[row]).isEqualTo(0.5 + was);
            assertThat(pieces.quality[row]).isEqualTo(0.25 + was);
            assertThat(pieces.price[row]).isEqualTo(3 + was);
            assertThat(pieces.quoteSlot[row]).isEqualTo(8 + was);
            assertThat(pieces.bitsLeft[row]).isEqualTo(1e6 + was);
            assertThat(pieces.ready[row]).isEqualTo(30 + was);
            assertThat(pieces.held[row]).isEqualTo(40 + was);
            assertThat(pieces.qualityBits[row]).isEqualTo(50 + was);
        }
        assertThat(tasks.state[36]).isEqualTo(TaskTable.DROPPED);
        assertThat(pieces.state[36]).isEqualTo(PieceTable.SOLD);
    }

    @Test
    void checkpointRestoresTables() {
        fill(20);
        var copies = new Copies();
        tasks.exchange(copies);
        pieces.exchange(copies);
        copies.read();
        var sameTasks = new TaskTable();
        var samePieces = new PieceTable();
        sameTasks.exchange(copies);
        samePieces.exchange(copies);
        assertThat(copies.isEmpty()).isTrue();
        assertThat(sameTasks).usingRecursiveComparison().isEqualTo(tasks);
        assertThat(samePieces).usingRecursiveComparison().isEqualTo(pieces);
        assertThat(sameTasks.rows).isEqualTo(20);
        assertThat(sameTasks.add(0, 0, 0, 0, 0)).isEqualTo(20);
        assertThat(sameTasks.id[20]).isEqualTo(20);
    }
}
