package skybourse.round.simulation;

import java.util.Arrays;
import skybourse.base.numeric.StateExchange;

/** What each wireless agent sent to whom in the slot before, so that a change can be measured. */
final class LastRatios {

    /** Where an agent's ratios begin in the packed columns; the last entry is their length. */
    private int[] start;

    private int[] leader = {};
    private double[] ratio = {};
    /** Whether an agent had a task, 0 or 1. */
    private int[] offered;

    private int[] nextStart;
    private int[] nextLeader = new int[16];
    private double[] nextRatio = new double[16];
    private int[] nextOffered;
    private int filled;
    private int agentsDone;

    LastRatios(int agents) {
        start = new int[agents + 1];
        offered = new int[agents];
        nextStart = new int[agents + 1];
        nextOffered = new int[agents];
    }

    /** Makes room for the parts that the next agent sends, each to be {@link #set}; returns the first. Agents come in rising order. */
    int begin(int agent, int parts) {
        int first = filled;
        while (agentsDone <= agent) {
            nextStart[agentsDone++] = filled;
        }
        nextOffered[agent] = 1;
        filled += parts;
        if (filled > nextLeader.length) {
            nextLeader = Arrays.copyOf(nextLeader, 2 * filled);
            nextRatio = Arrays.copyOf(nextRatio, 2 * filled);
        }
        return first;
    }

    /** Sets a part; those of an agent by rising leader. */
    void set(int part, int toLeader, double share) {
        nextLeader[part] = toLeader;
        nextRatio[part] = share;
    }

    /** Ends a slot; returns the mean change over agents with a task in both, NaN for none. */
    double endSlot() {
        int agents = offered.length;
        while (agentsDone <= agents) {
            nextStart[agentsDone++] = filled;
        }
        double sum = 0;
        int both = 0;
        for (int n = 0; n < agents; n++) {
            if (offered[n] == 1 && nextOffered[n] == 1) {
                sum += distance(n);
                both++;
            }
        }
        start = nextStart.clone();
        leader = Arrays.copyOf(nextLeader, filled);
        ratio = Arrays.copyOf(nextRatio, filled);
        offered = nextOffered.clone();
        Arrays.fill(nextOffered, 0);
        filled = 0;
        agentsDone = 0;
        return both == 0 ? Double.NaN : sum / both;
    }

    /** Half the sum of all changes, the part at home included. */
    private double distance(int n) {
        int a = start[n];
        int b = nextStart[n];
        double sum = 0;
        double home = 0;
        while (a < start[n + 1] || b < nextStart[n + 1]) {
            int first = a < start[n + 1] ? leader[a] : Integer.MAX_VALUE;
            int second = b < nextStart[n + 1] ? nextLeader[b] : Integer.MAX_VALUE;
            double before = first <= second ? ratio[a++] : 0;
            double now = second <= first ? nextRatio[b++] : 0;
            sum += Math.abs(now - before);
            home += before - now;
        }
        return 0.5 * (sum + Math.abs(home));
    }

    void exchange(StateExchange state) {
        start = state.ints(start);
        leader = state.ints(leader);
        ratio = state.numbers(ratio);
        offered = state.ints(offered);
    }
}
