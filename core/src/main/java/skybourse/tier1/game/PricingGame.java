package skybourse.tier1.game;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.TaskRunner;

/**
 * Stackelberg pricing game of tier 1, in packed sparse form: wireless agents (followers) and the leaders that they reach. Built by
 * {@link PricingGameBuilder}; read by solvers and the certificate.
 *
 * <p>Follower {@code n} chooses ratios {@code o} of its links to maximise {@code sum_s [weight ln(1 + o / inverseQuality)
 * - (p_s taskBits + charge) o]} subject to {@code 0 <= o <= cap} and {@code sum o <= 1}. Leader {@code s} with price
 * {@code p} per bit earns {@code sum_n (p taskBits - costPerWork taskWork) o - overloadPrice (load - capacity)^+} with
 * {@code load = sum_n taskWork o}. A leader with a {@link CostCurve} pays the curve's cost of its load instead. A closed leader has
 * price {@link #CLOSED}, no load and profit 0.
 *
 * <p>Layout: agents are in blocks of {@link #LANES}, so that one vector contains the same link of all agents of a block. Each agent
 * of block {@code b} has {@code blockWidth(b)} slots, the largest number of links of an agent of the block. Slots without a link are
 * padding: leader {@code leaders()}, charge 0, inverse quality 1, cap 0. All slots of agents beyond {@code agents()} that fill the
 * last block are padding too. Example: eleven agents, the first eight with at most three links each, the others with two:
 *
 * <pre>
 *   lane                  0   1   2   3   4   5   6   7
 *   blockStart(0) =  0:   0   1   2   3   4   5   6   7    slot 0, the first links of agents 0 to 7
 *                         8   9  10  11  12   .  14  15    slot 1: agent 5 has one link only
 *                        16   .  18   .   .   .  22   .    slot 2
 *   blockStart(1) = 24:  24  25  26   .   .   .   .   .    slot 0, the first links of agents 8 to 10
 *                        32  33  34   .   .   .   .   .    slot 1
 *   blockStart(2) = 40:  where the link arrays end
 * </pre>
 *
 * <p>Only kernels that process a block at a time use this layout; other callers use {@link #entriesOf}. The column arrays contain
 * the same links by leader.
 *
 * <p>Arrays are not copied; callers must not write to them. A game that is no longer read can
 * give its arrays to another one, see {@link ScenarioGameFactory}.
 */
public final class PricingGame {

    /** Number of agents in a block: the width of a 512-bit vector of doubles. */
    public static final int LANES = 8;

    /** Price of a closed leader. */
    public static final double CLOSED = Double.POSITIVE_INFINITY;

    /** Largest price that solvers try, and that overload prices assume, as a multiple of the choke price (ours). */
    static final double TIMES_CHOKE = 100;

    private static final int COMPARED_BLOCKS = 1 << 10;

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
    /** Links by leader, computed on first use. Several threads may compute them, with equal results. */
    private @Nullable Columns columns;

    private final double[] breakEven;
    private final double[] highestGainPerBit;
    private final double moneyScale;

    /**
     * Takes over the arrays of a builder that has packed its last block. The leaders' break-even prices and highest gains per bit are
     * computed by {@code tasks}.
     */
    PricingGame(PricingGameBuilder packed, TaskRunner tasks) {
        this.agents = packed.agents;
        this.taskBits = packed.taskBits;
        this.taskWork = packed.taskWork;
        this.weight = packed.weight;
        this.leaders = packed.leaders;
        this.blockStart = packed.blockStart;
        this.linkLeader = packed.linkLeader;
        this.linkCharge = packed.linkCharge;
        this.linkInverseQuality = packed.linkInverseQuality;
        this.linkCap = packed.linkCap;
        this.columnStart = columnStarts(leaders.count(), linkLeader);
        this.breakEven = new double[leaders.count()];
        this.highestGainPerBit = new double[leaders.count()];
        compareCustomers(tasks);
        assert isPacked();
        double sum = 0;
        for (int n = 0; n < agents; n++) {
            sum += weight[n];
        }
        this.moneyScale = packed.moneyScale > 0 ? packed.moneyScale : 0.01 * sum / agents;
    }

    /** Links by leader: their agents and entries. */
    private record Columns(int[] agent, int[] entry) {}

    /** Creates a game that shares the arrays of another one, but has another leader table. */
    private PricingGame(PricingGame same, LeaderTable leaders) {
        this.agents = same.agents;
        this.taskBits = same.taskBits;
        this.taskWork = same.taskWork;
        this.weight = same.weight;
        this.leaders = leaders;
        this.blockStart = same.blockStart;
        this.linkLeader = same.linkLeader;
        this.linkCharge = same.linkCharge;
        this.linkInverseQuality = same.linkInverseQuality;
        this.linkCap = same.linkCap;
        this.columnStart = same.columnStart;
        this.columns = same.columns();
        this.breakEven = same.breakEven;
        this.highestGainPerBit = same.highestGainPerBit;
        this.moneyScale = same.moneyScale;
    }

    /**
     * Returns the same game in which some leaders have posted prices. Solvers do not change the start prices of these leaders, and the
     * certificate bounds only the gains of the other leaders and of the followers. To bound the gains of all leaders, certify the game
     * without posted prices.
     *
     * @param posting by leader index; copied
     * @throws IllegalArgumentException if a leader with a fixed cost posts its price; it may have to close, and then has no price
     */
    public PricingGame withPostedPrices(BitSet posting) {
        posting.stream()
                .forEach(s ->
                        Checks.within(leaders.fixedCost(s), 0, 0, "fixedCost of leader " + s + " with a posted price"));
        return new PricingGame(this, leaders.withPosting((BitSet) posting.clone()));
    }

    /**
     * Returns the same game with other capacities, caps, overload prices and posting of its leaders. The costs per work in {@code
     * table} must equal those of this game.
     */
    public PricingGame with(LeaderTable table) {
        assert Arrays.equals(table.costsPerWork(), leaders.costsPerWork()) : "break-even prices stay";
        return new PricingGame(this, table);
    }

    private static int[] columnStarts(int leaders, int[] linkLeader) {
        int[] starts = new int[leaders + 1];
        for (int leader : linkLeader) {
            if (leader < leaders) {
                starts[leader + 1]++;
            }
        }
        for (int leader = 0; leader < leaders; leader++) {
            starts[leader + 1] += starts[leader];
        }
        return starts;
    }

    private Columns columns() {
        if (columns == null) {
            columns = madeColumns();
        }
        return columns;
    }

    private Columns madeColumns() {
        int[] agent = new int[links()];
        int[] ofEntry = new int[links()];
        int[] next = columnStart.clone();
        for (int block = 0; block < blocks(); block++) {
            for (int lane = 0; lane < LANES; lane++) {
                for (int entry = blockStart[block] + lane; entry < blockStart[block + 1]; entry += LANES) {
                    int leader = linkLeader[entry];
                    if (leader < leaders.count()) {
                        agent[next[leader]] = block * LANES + lane;
                        ofEntry[next[leader]++] = entry;
                    }
                }
            }
        }
        return new Columns(agent, ofEntry);
    }

    /** Computes each leader's lowest break-even price and its followers' highest gain by a first bit, in parts. */
    private void compareCustomers(TaskRunner tasks) {
        Arrays.fill(breakEven, Double.POSITIVE_INFINITY);
        double[][][] parts = tasks.map(
                Math.ceilDiv(blocks(), COMPARED_BLOCKS),
                1,
                part -> compared(part * COMPARED_BLOCKS, Math.min(blocks(), (part + 1) * COMPARED_BLOCKS)),
                double[][][]::new);
        for (double[][] part : parts) {
            for (int s = 0; s < breakEven.length; s++) {
                breakEven[s] = Math.min(breakEven[s], part[0][s]);
                highestGainPerBit[s] = Math.max(highestGainPerBit[s], part[1][s]);
            }
        }
    }

    /** Returns two arrays by leader, computed from the customers in the given blocks: lowest break-even prices, and highest gains by a first bit. */
    private double[][] compared(int from, int to) {
        double[] lowest = new double[leaders.count()];
        double[] highest = new double[leaders.count()];
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        for (int entry = blockStart[from], block = from; entry < blockStart[to]; entry++) {
            while (entry >= blockStart[block + 1]) {
                block++;
            }
            int s = linkLeader[entry];
            if (s < leaders.count()) {
                int n = block * LANES + (entry - blockStart[block]) % LANES;
                lowest[s] = Math.min(lowest[s], leaders.costPerWork(s) * taskWork[n] / taskBits[n]);
                double firstGain = weight[n] / linkInverseQuality[entry] + Math.max(0, -linkCharge[entry]);
                highest[s] = Math.max(highest[s], firstGain / taskBits[n]);
            }
        }
        return new double[][] {lowest, highest};
    }

    /** Checks the layout: blocks are contiguous, links precede padding, and the columns contain each link once. */
    private boolean isPacked() {
        assert blockStart[0] == 0 && blockStart[blocks()] == linkLeader.length;
        assert taskBits.length == blocks() * LANES && agents > taskBits.length - LANES && agents <= taskBits.length;
        for (int block = 0; block < blocks(); block++) {
            assert blockStart[block] <= blockStart[block + 1] && blockStart[block] % LANES == 0;
        }
        int links = 0;
        for (int n = 0; n < taskBits.length; n++) {
            links += entriesOf(n).count();
            assert n < agents || entriesOf(n).count() == 0 : "padding with links";
        }
        return links == links() && areEntriesInRange();
    }

    private boolean areEntriesInRange() {
        for (int entry = 0; entry < linkLeader.length; entry++) {
            boolean padding = linkLeader[entry] == leaders.count();
            assert !padding || (linkCharge[entry] == 0 && linkInverseQuality[entry] == 1 && linkCap[entry] == 0);
            assert linkCap[entry] >= 0 && linkCap[entry] <= 1 && linkInverseQuality[entry] >= 1;
        }
        return true;
    }

    /** Returns the number of followers, without padding. */
    public int agents() {
        return agents;
    }

    /** Returns the number of leaders. */
    public int leaders() {
        return leaders.count();
    }

    /** Returns the number of links, without padding. */
    public int links() {
        return columnStart[leaders.count()];
    }

    /** Returns the leaders' costs, overload prices, capacities, price caps and posting; not copied. */
    public LeaderTable leaderTable() {
        return leaders;
    }

    /**
     * Returns the positions of an agent's links in the link arrays, without padding.
     *
     * @param agent index in {@code [0, agents())}
     */
    public LinkIndices entriesOf(int agent) {
        int block = agent / LANES;
        int first = blockStart[block] + agent % LANES;
        int count = blockWidth(block);
        while (count > 0 && linkLeader[first + (count - 1) * LANES] == leaders.count()) {
            count--;
        }
        return new LinkIndices(first, count);
    }

    /** Returns the number of blocks of {@link #LANES} agents. */
    public int blocks() {
        return blockStart.length - 1;
    }

    /** Returns the first link entry of a block; {@code blockStart(blocks())} is the length of the link arrays. */
    public int blockStart(int block) {
        return blockStart[block];
    }

    /** Returns the number of link slots of each agent of a block. */
    public int blockWidth(int block) {
        return (blockStart[block + 1] - blockStart[block]) / LANES;
    }

    /** Returns {@code D_n} by agent, bit, padded with zeros; not copied. */
    public double[] taskBits() {
        return taskBits;
    }

    /** Returns {@code C_n} by agent, work units, padded with zeros; not copied. */
    public double[] taskWork() {
        return taskWork;
    }

    /** Returns {@code xi_n} by agent, money, padded with ones; not copied. */
    public double[] weight() {
        return weight;
    }

    /** Returns the leader of each link entry, {@code leaders()} for padding; not copied. */
    public int[] linkLeader() {
        return linkLeader;
    }

    /**
     * Returns the cost of sending the complete task over each link entry besides the price, money; not copied. It is the energy
     * cost of sending minus that of computing locally, plus any surcharge.
     */
    public double[] linkCharge() {
        return linkCharge;
    }

    /** Returns {@code 1 / s_ns} by link entry; not copied. */
    public double[] linkInverseQuality() {
        return linkInverseQuality;
    }

    /** Returns the largest ratio {@code u_ns} by link entry, in [0, 1]; not copied. */
    public double[] linkCap() {
        return linkCap;
    }

    /** Returns the index of a leader's first link in the column arrays; {@code columnStart(leaders())} is {@code links()}. */
    public int columnStart(int leader) {
        return columnStart[leader];
    }

    /** Returns the agent of each link, by leader, then agent in ascending order; not copied. */
    public int[] columnAgent() {
        return columns().agent();
    }

    /** Returns the link entry of each link, in the order of {@link #columnAgent}; not copied. */
    public int[] columnEntry() {
        return columns().entry();
    }

    /**
     * Returns {@code Pi_0}, the smallest divisor of relative gaps of leaders: 0.01 times the mean weight unless set by the builder,
     * money.
     */
    public double moneyScale() {
        return moneyScale;
    }

    /**
     * Returns the lowest price at which a leader covers the cost of its cheapest follower, money per bit; {@link #CLOSED} if this
     * price is above its cap.
     */
    public double breakEvenPrice(int leader) {
        return breakEven[leader] <= leaders.priceCap(leader) ? breakEven[leader] : CLOSED;
    }

    /**
     * Returns the highest price that solvers try, money per bit: the leader's cap, but at most {@value #TIMES_CHOKE} times the
     * largest gain from a first bit. At this multiple, and far below it, no follower buys, whatever the rivals' prices.
     */
    public double highestPrice(int leader) {
        return Math.min(leaders.priceCap(leader), TIMES_CHOKE * highestGainPerBit[leader]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "PricingGame[agents=%d, leaders=%d, links=%d]", agents, leaders(), links());
    }
}
