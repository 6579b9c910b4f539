package skybourse.round.state;

import java.util.Arrays;
import skybourse.base.numeric.StateArchive;

/**
 * Ratios of each wireless agent (the shares of its task that it sends to leaders) in the previous slot and in this one, to measure their change. Not
 * thread-safe.
 */
public final class OffloadingRatioChange {

    /** Ratios of one slot, by agent. */
    private static final class Slot {

        /** Index of each agent's first ratio in the packed columns; the last element is the number of ratios. */
        private int[] start;

        private int[] leader = {};
        private double[] ratio = {};
        /** 1 for each agent that had a task, 0 for all others. */
        private int[] offered;

        Slot(int agents) {
            start = new int[agents + 1];
            offered = new int[agents];
        }
    }

    private Slot last;
    private Slot next;
    private int filled;
    private int agentsDone;

    OffloadingRatioChange(int agents) {
        last = new Slot(agents);
        next = new Slot(agents);
    }

    /**
     * Allocates the parts of an agent. The caller must {@link #set} each of them.
     *
     * @param agent index of the agent, above those of all earlier calls for the slot
     * @param parts number of its parts
     * @return index of its first part
     */
    public int begin(int agent, int parts) {
        int first = filled;
        while (agentsDone <= agent) {
            next.start[agentsDone++] = filled;
        }
        next.offered[agent] = 1;
        filled += parts;
        if (filled > next.leader.length) {
            next.leader = Arrays.copyOf(next.leader, filled + filled / 2);
            next.ratio = Arrays.copyOf(next.ratio, filled + filled / 2);
        }
        return first;
    }

    /** Sets a part. The leaders of an agent's parts must ascend. */
    public void set(int part, int toLeader, double share) {
        next.leader[part] = toLeader;
        next.ratio[part] = share;
    }

    /** Ends a slot. Returns the mean change of ratios over the agents with a task in both slots, in [0, 1]; NaN if there are none. */
    public double endSlot() {
        int agents = last.offered.length;
        while (agentsDone <= agents) {
            next.start[agentsDone++] = filled;
        }
        double sum = 0;
        int both = 0;
        for (int n = 0; n < agents; n++) {
            if (last.offered[n] == 1 && next.offered[n] == 1) {
                sum += distance(n);
                both++;
            }
        }
        Slot spent = last;
        last = next;
        next = spent;
        Arrays.fill(next.offered, 0);
        filled = 0;
        agentsDone = 0;
        return both == 0 ? Double.NaN : sum / both;
    }

    /** Returns half the sum of the absolute changes of an agent's ratios, including its local part. */
    private double distance(int n) {
        int a = last.start[n];
        int b = next.start[n];
        double sum = 0;
        double home = 0;
        while (a < last.start[n + 1] || b < next.start[n + 1]) {
            int first = a < last.start[n + 1] ? last.leader[a] : Integer.MAX_VALUE;
            int second = b < next.start[n + 1] ? next.leader[b] : Integer.MAX_VALUE;
            double before = first <= second ? last.ratio[a++] : 0;
            double now = second <= first ? next.ratio[b++] : 0;
            sum += Math.abs(now - before);
            home += before - now;
        }
        return 0.5 * (sum + Math.abs(home));
    }

    void exchange(StateArchive state) {
        last.start = state.ints(last.start);
        last.leader = state.ints(Arrays.copyOf(last.leader, last.start[last.offered.length]));
        last.ratio = state.numbers(Arrays.copyOf(last.ratio, last.leader.length));
        last.offered = state.ints(last.offered);
    }
}
