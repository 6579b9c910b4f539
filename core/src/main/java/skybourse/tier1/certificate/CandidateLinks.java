package skybourse.tier1.certificate;

import java.util.Arrays;
import skybourse.tier1.game.PricingGame;

/**
 * Candidate links of a range of followers: the links that can carry anything at the given prices while any single leader changes its price.
 * Contains lower bounds of the followers' multipliers. Computed once and used for the columns of all leaders. {@link MultiplierLowerBound}
 * justifies the omission of the other links. Written by one thread, then read by any number of threads.
 */
final class CandidateLinks {

    private static final int LANES = PricingGame.LANES;

    /**
     * Row of the choke multiplier, above which the candidate link is proved to carry nothing, money. A follower's candidate links are in
     * descending order of it.
     */
    private static final int CHOKE = 0;

    /** Row of the lower bound of the follower's multiplier if the candidate link is removed, money. */
    private static final int WITHOUT = 1;

    private static final int CHARGE = 2;
    private static final int INVERSE = 3;
    private static final int CAP = 4;
    private static final int ROWS = 5;

    private final int firstAgent;
    private int followers;
    private int count;

    /** Index of each follower's first candidate link, by follower relative to the first one. */
    private final int[] start;

    /** Lower bound of each follower's multiplier if no link is removed, money. */
    private final double[] floor;

    /** Bound on the absolute terms of the charges of a follower's candidate links, by follower, money. */
    private final double[] chargeSize;

    /** Link entries of the candidate links in the game. */
    private int[] entry = new int[0];

    /** Rows of all candidate links: {@link #ROWS} numbers for each link, and contiguous links for each follower. */
    private double[] numbers = new double[0];

    /** Candidate links of the follower that is being added, as entries of its block, by descending choke multiplier. */
    private final int[] sorted;

    private final double[] sortedChoke;
    private int chosen;

    /**
     * Creates an empty object.
     *
     * @param firstAgent index of the first follower
     * @param most largest number of followers
     * @param width largest number of links of a follower
     */
    CandidateLinks(int firstAgent, int most, int width) {
        this.firstAgent = firstAgent;
        start = new int[most + 1];
        floor = new double[most];
        chargeSize = new double[most];
        sorted = new int[width];
        sortedChoke = new double[width];
    }

    /** Adds the followers of the next block. The lower bounds of their multipliers must be in {@code floors}. */
    void add(FollowerBlock block, MultiplierLowerBound floors) {
        reserve(count + block.entries());
        for (int lane = 0; lane < LANES; lane++) {
            choose(block, lane, floors.least[lane]);
            double size = 0;
            for (int i = 0; i < chosen; i++) {
                size = Math.max(size, block.chargeSize[sorted[i]]);
                add(block, sorted[i], sortedChoke[i], floors.without[sorted[i]]);
            }
            floor[followers] = floors.all[lane];
            chargeSize[followers] = size;
            start[++followers] = count;
        }
    }

    /** Selects the links of a lane that may carry something if the multiplier is at least {@code above}, by descending choke multiplier. */
    private void choose(FollowerBlock block, int lane, double above) {
        chosen = 0;
        for (int at = lane; at < block.entries(); at += LANES) {
            double its = block.choke[at];
            if (!(above > its)) {
                int place = chosen++;
                for (; place > 0 && sortedChoke[place - 1] < its; place--) {
                    sorted[place] = sorted[place - 1];
                    sortedChoke[place] = sortedChoke[place - 1];
                }
                sorted[place] = at;
                sortedChoke[place] = its;
            }
        }
    }

    private void add(FollowerBlock block, int at, double choke, double floorWithout) {
        int to = count * ROWS;
        numbers[to + CHOKE] = choke;
        numbers[to + WITHOUT] = floorWithout;
        numbers[to + CHARGE] = block.links.charge[at];
        numbers[to + INVERSE] = block.links.inverse[at];
        numbers[to + CAP] = block.links.cap[at];
        entry[count++] = block.inGame(at);
    }

    private void reserve(int size) {
        if (size > entry.length) {
            int larger = Math.max(size, entry.length + entry.length / 2);
            entry = Arrays.copyOf(entry, larger);
            numbers = Arrays.copyOf(numbers, larger * ROWS);
        }
    }

    /** Returns a bound on the absolute terms of the charges of an agent's candidate links, money. */
    double chargeSize(int agent) {
        return chargeSize[agent - firstAgent];
    }

    /** Returns the index of an agent's first candidate link. */
    int from(int agent) {
        return start[agent - firstAgent];
    }

    /** Returns the end, exclusive, of the agent's candidate links that may carry something if the multiplier is at least {@code above}. */
    int to(int agent, double above) {
        int at = start[agent - firstAgent];
        int end = start[agent - firstAgent + 1];
        while (at < end && !(above > choke(at))) {
            at++;
        }
        return at;
    }

    /** Returns the index of a link among its agent's candidate links, or -1 if it is not a candidate link. */
    int own(int agent, int link) {
        int end = start[agent - firstAgent + 1];
        for (int at = start[agent - firstAgent]; at < end; at++) {
            if (entry[at] == link) {
                return at;
            }
        }
        return -1;
    }

    /**
     * Returns a lower bound of an agent's multiplier that holds for all prices of one leader, money. The argument {@code own} is the result
     * of {@link #own(int, int)} for the leader's link.
     */
    double floor(int agent, int own) {
        return own < 0 ? floor[agent - firstAgent] : numbers[own * ROWS + WITHOUT];
    }

    /** Returns a multiplier above which a candidate link and the agent's later ones are proved to carry nothing, money. */
    double choke(int at) {
        return numbers[at * ROWS + CHOKE];
    }

    double charge(int at) {
        return numbers[at * ROWS + CHARGE];
    }

    double inverse(int at) {
        return numbers[at * ROWS + INVERSE];
    }

    double cap(int at) {
        return numbers[at * ROWS + CAP];
    }
}
