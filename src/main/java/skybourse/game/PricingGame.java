package skybourse.game;

import java.util.Arrays;
import java.util.Locale;

/**
 * Tier 1 in packed sparse form: wireless agents (followers) by the leaders they can reach. Built once by {@link
 * PricingGameBuilder}, then read by every solver and by the certificate.
 *
 * <p>Follower {@code n} chooses ratios {@code o} of its links to maximise {@code sum_s [weight ln(1 + o / inverseQuality)
 * - (p_s taskBits + charge) o]} subject to {@code 0 <= o <= cap} and {@code sum o <= 1}. Leader {@code s} with price
 * {@code p} per bit earns {@code sum_n (p taskBits - costPerWork taskWork) o - overloadPrice (load - capacity)^+} with
 * {@code load = sum_n taskWork o}. A closed leader has price {@link #CLOSED}: nobody buys, profit 0.
 *
 * <p>Layout: agents stand in blocks of {@link #LANES}. Block {@code b} has {@code blockWidth(b)} slots per agent; slot
 * {@code l} of agent {@code n} is entry {@code blockStart(b) + l * LANES + n % LANES} of the link arrays. An agent with
 * fewer links than its block is wide has padding entries: leader {@code leaders()}, cap 0. Agents beyond {@code agents()}
 * that fill the last block have padding entries only. The same links stand by leader in the column arrays.
 *
 * <p>Arrays are handed out uncopied for speed: callers never write to them.
 */
public final class PricingGame {

    /** Agents in a block: the width of one 512-bit vector of doubles. */
    public static final int LANES = 8;

    /** The price of a leader that stays closed. */
    public static final double CLOSED = Double.POSITIVE_INFINITY;

    /** How far beyond the price from which on nobody buys a price is looked at, or counted, at all (ours). */
    static final double TIMES_CHOKE = 100;

    private final int agents;
    private final double[] taskBits;
    private final double[] taskWork;
    private final double[] weight;
    private final LeaderTable leaders;
    private final int[] blockStart;
    private final int[] linkLeader;
    private final double[] linkCharge;
    private final double[] linkInverseQuality;
    private final double[] linkCap;
    private final int[] columnStart;
    private final int[] columnAgent;
    private final int[] columnEntry;
    private final double moneyScale;

    PricingGame(
            int agents,
            double[][] agentColumns,
            LeaderTable leaders,
            int[] blockStart,
            int[] linkLeader,
            double[][] linkColumns) {
        this.agents = agents;
        this.taskBits = agentColumns[0];
        this.taskWork = agentColumns[1];
        this.weight = agentColumns[2];
        this.leaders = leaders;
        this.blockStart = blockStart;
        this.linkLeader = linkLeader;
        this.linkCharge = linkColumns[0];
        this.linkInverseQuality = linkColumns[1];
        this.linkCap = linkColumns[2];
        this.columnStart = new int[leaders.count() + 1];
        for (int leader : linkLeader) {
            if (leader < leaders.count()) {
                columnStart[leader + 1]++;
            }
        }
        Arrays.parallelPrefix(columnStart, Integer::sum);
        this.columnAgent = new int[columnStart[leaders.count()]];
        this.columnEntry = new int[columnAgent.length];
        fillColumns();
        double sum = 0;
        for (int n = 0; n < agents; n++) {
            sum += weight[n];
        }
        this.moneyScale = 0.01 * sum / agents;
    }

    private void fillColumns() {
        int[] next = columnStart.clone();
        for (int block = 0; block < blocks(); block++) {
            for (int lane = 0; lane < LANES; lane++) {
                for (int entry = blockStart[block] + lane; entry < blockStart[block + 1]; entry += LANES) {
                    int leader = linkLeader[entry];
                    if (leader < leaders.count()) {
                        columnAgent[next[leader]] = block * LANES + lane;
                        columnEntry[next[leader]++] = entry;
                    }
                }
            }
        }
    }

    /** Returns the number of followers, padding not counted. */
    public int agents() {
        return agents;
    }

    /** Returns the number of leaders. */
    public int leaders() {
        return leaders.count();
    }

    /** Returns the number of links, padding not counted. */
    public int links() {
        return columnAgent.length;
    }

    /** Returns the leaders' costs, capacities and caps. */
    public LeaderTable leaderTable() {
        return leaders;
    }

    /** Returns the number of blocks of {@link #LANES} agents. */
    public int blocks() {
        return blockStart.length - 1;
    }

    /** Returns the first link entry of a block; {@code blockStart(blocks())} is the length of the link arrays. */
    public int blockStart(int block) {
        return blockStart[block];
    }

    /** Returns how many link slots each agent of a block has. */
    public int blockWidth(int block) {
        return (blockStart[block + 1] - blockStart[block]) / LANES;
    }

    /** Returns {@code D_n} in bits by agent, padded with zeros. */
    public double[] taskBits() {
        return taskBits;
    }

    /** Returns {@code C_n} in work units by agent, padded with zeros. */
    public double[] taskWork() {
        return taskWork;
    }

    /** Returns {@code xi_n} in money by agent, padded with ones. */
    public double[] weight() {
        return weight;
    }

    /** Returns the leader of each link entry, {@code leaders()} for padding. */
    public int[] linkLeader() {
        return linkLeader;
    }

    /** Returns what sending all of the task costs beside the price: sending energy less home energy saved, in money. */
    public double[] linkCharge() {
        return linkCharge;
    }

    /** Returns {@code 1 / s_ns} of each link entry. */
    public double[] linkInverseQuality() {
        return linkInverseQuality;
    }

    /** Returns the largest ratio {@code u_ns} of each link entry, in [0, 1]. */
    public double[] linkCap() {
        return linkCap;
    }

    /** Returns where a leader's links begin in the column arrays; {@code columnStart(leaders())} is {@code links()}. */
    public int columnStart(int leader) {
        return columnStart[leader];
    }

    /** Returns the agent of each link, leader by leader, agents rising. */
    public int[] columnAgent() {
        return columnAgent;
    }

    /** Returns the link entry of each link, leader by leader. */
    public int[] columnEntry() {
        return columnEntry;
    }

    /** Returns {@code Pi_0}, the profit below which gaps are not measured relative to it: 0.01 mean weight, in money. */
    public double moneyScale() {
        return moneyScale;
    }

    /**
     * Returns the lowest price at which a leader covers the cost of its cheapest follower, at most its cap; {@link
     * #CLOSED} where even the cap sells at a loss to everyone.
     */
    public double breakEvenPrice(int leader) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int c = columnStart[leader]; c < columnStart[leader + 1]; c++) {
            int n = columnAgent[c];
            lowest = Math.min(lowest, leaders.costPerWork(leader) * taskWork[n] / taskBits[n]);
        }
        return lowest <= leaders.priceCap(leader) ? lowest : CLOSED;
    }

    /**
     * Returns the highest price worth a look: the leader's cap, but no more than {@value #TIMES_CHOKE} times what a bit is
     * worth at most to a customer. From there on, and long before, nobody buys, whatever the rivals ask.
     */
    public double highestPrice(int leader) {
        double highest = 0;
        for (int c = columnStart[leader]; c < columnStart[leader + 1]; c++) {
            int n = columnAgent[c];
            int entry = columnEntry[c];
            double worth = weight[n] / linkInverseQuality[entry] + Math.max(0, -linkCharge[entry]);
            highest = Math.max(highest, worth / taskBits[n]);
        }
        return Math.min(leaders.priceCap(leader), TIMES_CHOKE * highest);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "PricingGame[agents=%d, leaders=%d, links=%d]", agents, leaders(), links());
    }
}
