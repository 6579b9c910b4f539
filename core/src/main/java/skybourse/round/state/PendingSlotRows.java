package skybourse.round.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import skybourse.base.numeric.StateArchive;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.ledger.LedgerDigest;

/**
 * Rows of slots that are not complete yet. The share of deadlines met in a slot counts the tasks that arrived in the slot. A row is therefore
 * complete a fixed number of slots later, when none of these tasks can be in time any more.
 */
public final class PendingSlotRows {

    private static final int WIDTH = Metric.values().length;

    /** Counts of a slot that does not exist. Elements: slot, tasks arrived, tasks in time, other tasks ended. */
    private static final long[] NONE = {Long.MIN_VALUE, 0, 0, 0};

    private final int lag;
    private final Deque<SlotRow> open = new ArrayDeque<>();
    private final Deque<long[]> fates = new ArrayDeque<>();
    /** Cache of the counts that were changed last, because tasks of a slot often end together. */
    private long[] last = NONE;

    PendingSlotRows(int lag) {
        this.lag = lag;
    }

    /** Records the number of tasks that arrived in a slot. Slots must ascend. */
    public void begin(long slot, long arrived) {
        fates.addLast(new long[] {slot, arrived, 0, 0});
    }

    /**
     * Counts a task that ended.
     *
     * @param slot slot in which it arrived
     * @param met whether it was in time
     */
    public void end(long slot, boolean met) {
        if (last[0] != slot) {
            last = fates.stream().filter(fate -> fate[0] == slot).findFirst().orElseGet(() ->
                    new long[] {slot, 0, 0, 0});
        }
        last[met ? 2 : 3]++;
    }

    /** Adds the row of a slot. Removes and returns the rows that are complete now, in order. */
    public List<SlotRow> add(SlotRow row) {
        open.addLast(row);
        return give(row.slot() - lag);
    }

    /** Removes and returns all remaining rows. Tasks that have not ended count as not in time. */
    public List<SlotRow> flush() {
        return give(Long.MAX_VALUE);
    }

    private List<SlotRow> give(long until) {
        List<SlotRow> complete = new ArrayList<>();
        while (!open.isEmpty() && open.getFirst().slot() <= until) {
            long[] fate = fates.removeFirst();
            double met = fate[1] == 0 ? Double.NaN : (double) fate[2] / fate[1];
            complete.add(open.removeFirst().with(Metric.DEADLINES, met));
        }
        return complete;
    }

    void exchange(StateArchive state) {
        int count = (int) state.integer(open.size());
        List<SlotRow> rows = new ArrayList<>(open);
        List<long[]> counts = new ArrayList<>(fates);
        open.clear();
        fates.clear();
        last = NONE;
        for (int i = 0; i < count; i++) {
            long slot = state.integer(i < rows.size() ? rows.get(i).slot() : 0);
            double[] values = state.numbers(i < rows.size() ? rows.get(i).values() : new double[WIDTH]);
            long[] words = i < rows.size() ? rows.get(i).ledger().words() : new long[LedgerDigest.WORDS];
            open.addLast(new SlotRow(slot, Arrays.copyOf(values, WIDTH), new LedgerDigest(state.integers(words))));
            fates.addLast(state.integers(i < counts.size() ? counts.get(i) : new long[4])
                    .clone());
        }
    }
}
