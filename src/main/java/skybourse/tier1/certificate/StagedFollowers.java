package skybourse.tier1.certificate;

import java.util.Arrays;

/** Followers that may buy, with those of their rivals that can get anything, before they are packed. For one thread. */
final class StagedFollowers {

    /** How many are staged at a time. */
    static final int MOST = 4096;

    int count;
    final int[] agent = new int[MOST];

    /** Entry of the own link. */
    final int[] entry = new int[MOST];

    final int[] rivals = new int[MOST];

    /** A multiplier proved too low at any price, money. */
    final double[] floor = new double[MOST];

    /** The rivals' links, {@link #rival} by {@link #rival}. */
    final LinkLanes links = new LinkLanes();

    /** Bound on the absolute terms of each charge. */
    double[] chargeSize = new double[0];

    private int width;

    /** Reserves room for so many followers of so many links. */
    void reserve(int followers, int width) {
        this.width = width;
        int size = Math.min(MOST, followers) * width;
        links.reserve(size);
        chargeSize = new double[size];
    }

    /** Returns where a follower's rival stands in {@link #links}. */
    int rival(int follower, int rival) {
        assert rival < width : "more rivals than links";
        return follower * width + rival;
    }

    /** Adds a follower; its rivals follow by {@link #addRival}. */
    void add(int agent, int entry, double floor) {
        this.agent[count] = agent;
        this.entry[count] = entry;
        this.floor[count] = floor;
        rivals[count++] = 0;
    }

    /** Adds a rival of the follower added last. */
    void addRival(LinkLanes from, int at, double size) {
        int to = rival(count - 1, rivals[count - 1]++);
        links.set(to, from.charge[at], from.inverse[at], from.cap[at]);
        chargeSize[to] = size;
    }

    /** Returns the followers by rising number of rivals. */
    int[] byRivals() {
        int[] next = new int[width + 2];
        for (int i = 0; i < count; i++) {
            next[rivals[i] + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[next[rivals[i]]++] = i;
        }
        return order;
    }
}
