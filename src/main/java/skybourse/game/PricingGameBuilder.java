package skybourse.game;

import java.util.Arrays;
import skybourse.numeric.Checks;

/**
 * Collects followers and their links in order and packs them into a {@link PricingGame}. For one thread, and for one game.
 *
 * <p>Blocks are packed as they fill, into arrays that become the game's own: a builder that expects the right size holds
 * nothing twice.
 */
public final class PricingGameBuilder {

    private static final int LANES = PricingGame.LANES;

    private final LeaderTable leaders;
    private int agents;
    private double[] taskBits;
    private double[] taskWork;
    private double[] weight;
    private int[] blockStart;
    private int[] linkLeader;
    private double[] linkCharge;
    private double[] linkInverseQuality;
    private double[] linkCap;
    private int entries;
    private final int[] laneLinks = new int[LANES];
    private final int[][] laneLeader = new int[LANES][];
    private final double[][] laneNumbers = new double[LANES][];

    /**
     * Starts a game without followers.
     *
     * @param leaders the leaders, at least one
     */
    public PricingGameBuilder(LeaderTable leaders) {
        this(leaders, LANES, 4 * LANES);
    }

    /**
     * Starts a game without followers whose size is roughly known. More is accepted, at the cost of copying.
     *
     * @param leaders the leaders, at least one
     * @param expectedAgents how many followers will come
     * @param expectedLinks how many links they will have together
     */
    public PricingGameBuilder(LeaderTable leaders, int expectedAgents, int expectedLinks) {
        Checks.positive(leaders.count(), "leaders");
        this.leaders = leaders;
        int blocks = Math.ceilDiv((int) Checks.positive((long) expectedAgents, "expectedAgents"), LANES);
        int size = Math.max(LANES, Math.ceilDiv(expectedLinks, LANES) * LANES);
        taskBits = new double[blocks * LANES];
        taskWork = new double[blocks * LANES];
        weight = new double[blocks * LANES];
        blockStart = new int[blocks + 1];
        linkLeader = new int[size];
        linkCharge = new double[size];
        linkInverseQuality = new double[size];
        linkCap = new double[size];
        for (int lane = 0; lane < LANES; lane++) {
            laneLeader[lane] = new int[4];
            laneNumbers[lane] = new double[12];
        }
    }

    /**
     * Adds a follower; its links follow by {@link #link}.
     *
     * @param taskBits {@code D_n}, bits
     * @param taskWork {@code C_n}, work units
     * @param weight {@code xi_n}, money
     * @return this builder
     */
    public PricingGameBuilder agent(double taskBits, double taskWork, double weight) {
        Checks.positive(taskBits, "taskBits");
        Checks.positive(taskWork, "taskWork");
        Checks.positive(weight, "weight");
        if (agents > 0 && agents % LANES == 0) {
            packBlock();
        }
        if (agents == this.taskBits.length) {
            int size = agents + LANES * Math.ceilDiv(agents, 2 * LANES);
            this.taskBits = Arrays.copyOf(this.taskBits, size);
            this.taskWork = Arrays.copyOf(this.taskWork, size);
            this.weight = Arrays.copyOf(this.weight, size);
            blockStart = Arrays.copyOf(blockStart, size / LANES + 1);
        }
        this.taskBits[agents] = taskBits;
        this.taskWork[agents] = taskWork;
        this.weight[agents] = weight;
        laneLinks[agents % LANES] = 0;
        agents++;
        return this;
    }

    /**
     * Adds a link of the follower added last.
     *
     * @param leader index of the leader, at most once per follower
     * @param charge what sending all of the task costs beside the price, money; may be negative
     * @param quality {@code s_ns} in [0.001, 1]
     * @param cap largest ratio {@code u_ns} in [0, 1]
     * @return this builder
     */
    public PricingGameBuilder link(int leader, double charge, double quality, double cap) {
        Checks.positive(agents, "agents before a link");
        Checks.within(leader, 0, leaders.count() - 1, "leader");
        Checks.finite(charge, "charge");
        Checks.within(quality, 1e-3, 1, "quality");
        Checks.within(cap, 0, 1, "cap");
        int lane = (agents - 1) % LANES;
        int link = laneLinks[lane]++;
        if (link == laneLeader[lane].length) {
            laneLeader[lane] = Arrays.copyOf(laneLeader[lane], 2 * link);
            laneNumbers[lane] = Arrays.copyOf(laneNumbers[lane], 6 * link);
        }
        laneLeader[lane][link] = leader;
        laneNumbers[lane][3 * link] = charge;
        laneNumbers[lane][3 * link + 1] = 1 / quality;
        laneNumbers[lane][3 * link + 2] = cap;
        return this;
    }

    /** Moves the links of the last, full or final, block to their place. */
    private void packBlock() {
        int block = (agents - 1) / LANES;
        int filled = agents - block * LANES;
        int width = 0;
        for (int lane = 0; lane < filled; lane++) {
            width = Math.max(width, laneLinks[lane]);
        }
        int end = Math.addExact(entries, width * LANES);
        if (end > linkLeader.length) {
            resize(Math.max(end, (int) Math.min(Integer.MAX_VALUE - LANES, linkLeader.length * 3L / 2)));
        }
        Arrays.fill(linkLeader, entries, end, leaders.count());
        Arrays.fill(linkInverseQuality, entries, end, 1);
        for (int lane = 0; lane < filled; lane++) {
            for (int link = 0; link < laneLinks[lane]; link++) {
                int entry = entries + link * LANES + lane;
                linkLeader[entry] = laneLeader[lane][link];
                linkCharge[entry] = laneNumbers[lane][3 * link];
                linkInverseQuality[entry] = laneNumbers[lane][3 * link + 1];
                linkCap[entry] = laneNumbers[lane][3 * link + 2];
            }
        }
        entries = end;
        blockStart[block + 1] = end;
    }

    private void resize(int size) {
        linkLeader = Arrays.copyOf(linkLeader, size);
        linkCharge = Arrays.copyOf(linkCharge, size);
        linkInverseQuality = Arrays.copyOf(linkInverseQuality, size);
        linkCap = Arrays.copyOf(linkCap, size);
    }

    /** Returns the packed game; the builder is used up. */
    public PricingGame build() {
        Checks.positive(agents, "agents");
        packBlock();
        if (entries < linkLeader.length) {
            resize(entries);
        }
        int padded = Math.ceilDiv(agents, LANES) * LANES;
        weight = Arrays.copyOf(weight, padded);
        Arrays.fill(weight, agents, padded, 1);
        double[][] perAgent = {Arrays.copyOf(taskBits, padded), Arrays.copyOf(taskWork, padded), weight};
        return new PricingGame(
                agents, perAgent, leaders, Arrays.copyOf(blockStart, padded / LANES + 1), linkLeader, new double[][] {
                    linkCharge, linkInverseQuality, linkCap
                });
    }
}
