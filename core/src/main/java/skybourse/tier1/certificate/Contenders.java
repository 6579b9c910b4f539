package skybourse.tier1.certificate;

import java.util.Arrays;
import skybourse.tier1.game.PricingGame;

/**
 * Of some neighbouring followers, the links that can get anything at the posted prices while one leader, whoever it is, leaves
 * its own, with multipliers proved too low for then. Found once, read by the column of every leader; both omissions rest on {@link
 * RivalFloor}. Written by one thread, then read by any.
 */
final class Contenders {

    private static final int LANES = PricingGame.LANES;

    /** A multiplier above which the contender surely gets nothing; falls along a follower's contenders, money. */
    private static final int CHOKE = 0;

    /** A multiplier proved too low without the contender itself, money. */
    private static final int WITHOUT = 1;

    private static final int CHARGE = 2;
    private static final int INVERSE = 3;
    private static final int CAP = 4;
    private static final int ROWS = 5;

    private final int firstAgent;
    private int followers;
    private int count;

    /** Where a follower's contenders begin, by follower from the first on. */
    private final int[] start;

    /** A multiplier proved too low while no contender goes, by follower, money. */
    private final double[] floor;

    /** Bound on the absolute terms of the charge of each of a follower's contenders, by follower. */
    private final double[] chargeSize;

    /** The contenders' entries in the game. */
    private int[] entry = new int[0];

    /** The contenders' numbers, {@link #ROWS} for each, so that those of a follower lie together. */
    private double[] numbers = new double[0];

    /** The present follower's entries in its block, by falling choke. */
    private final int[] sorted;

    private final double[] sortedChoke;
    private int chosen;

    /**
     * Begins with no follower.
     *
     * @param firstAgent the first follower
     * @param most how many will come at most
     * @param width how many links one of them has at most
     */
    Contenders(int firstAgent, int most, int width) {
        this.firstAgent = firstAgent;
        start = new int[most + 1];
        floor = new double[most];
        chargeSize = new double[most];
        sorted = new int[width];
        sortedChoke = new double[width];
    }

    /** Adds the followers of the next block, whose floors were found. */
    void add(PostedBlock block, RivalFloor floors) {
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

    /** Chooses of a lane's links those that may get something where the multiplier is above a floor, by falling choke. */
    private void choose(PostedBlock block, int lane, double above) {
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

    private void add(PostedBlock block, int at, double choke, double floorWithout) {
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

    /** Returns a bound on the absolute terms of the charge of any of an agent's contenders, money. */
    double chargeSize(int agent) {
        return chargeSize[agent - firstAgent];
    }

    /** Returns the first of an agent's contenders. */
    int from(int agent) {
        return start[agent - firstAgent];
    }

    /** Returns where the agent's contenders end that may get something while the multiplier is above a floor. */
    int to(int agent, double above) {
        int at = start[agent - firstAgent];
        int end = start[agent - firstAgent + 1];
        while (at < end && !(above > choke(at))) {
            at++;
        }
        return at;
    }

    /** Returns where an agent's own link stands among its contenders, or -1 where it is none. */
    int own(int agent, int link) {
        int end = start[agent - firstAgent + 1];
        for (int at = start[agent - firstAgent]; at < end; at++) {
            if (entry[at] == link) {
                return at;
            }
        }
        return -1;
    }

    /** Returns a multiplier proved too low for an agent whatever the own link's price, money. */
    double floor(int agent, int own) {
        return own < 0 ? floor[agent - firstAgent] : numbers[own * ROWS + WITHOUT];
    }

    /** Returns a multiplier at which a contender, and those after it, surely get nothing, money. */
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
