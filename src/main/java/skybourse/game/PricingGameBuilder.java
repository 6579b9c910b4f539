package skybourse.game;

import java.util.Arrays;
import skybourse.numeric.Checks;

/** Collects followers and their links in order, then packs them into a {@link PricingGame}. For one thread. */
public final class PricingGameBuilder {

    private static final int LANES = PricingGame.LANES;

    private final LeaderTable leaders;
    private int agents;
    private double[] taskBits;
    private double[] taskWork;
    private double[] weight;
    private int[] firstLink;
    private int links;
    private int[] leader;
    private double[] charge;
    private double[] inverseQuality;
    private double[] cap;

    /**
     * Starts a game without followers.
     *
     * @param leaders the leaders, at least one
     */
    public PricingGameBuilder(LeaderTable leaders) {
        this(leaders, LANES, 4 * LANES);
    }

    /**
     * Starts a game without followers, with room for many: growing by doubling would need twice the memory.
     *
     * @param leaders the leaders, at least one
     * @param expectedAgents how many followers there will be, about
     * @param expectedLinks how many links there will be, about
     */
    public PricingGameBuilder(LeaderTable leaders, int expectedAgents, int expectedLinks) {
        Checks.positive(leaders.count(), "leaders");
        Checks.positive(expectedAgents, "expectedAgents");
        Checks.positive(expectedLinks, "expectedLinks");
        this.leaders = leaders;
        this.taskBits = new double[expectedAgents];
        this.taskWork = new double[expectedAgents];
        this.weight = new double[expectedAgents];
        this.firstLink = new int[expectedAgents + 1];
        this.leader = new int[expectedLinks];
        this.charge = new double[expectedLinks];
        this.inverseQuality = new double[expectedLinks];
        this.cap = new double[expectedLinks];
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
        if (agents + 1 >= firstLink.length) {
            int size = firstLink.length * 2;
            this.taskBits = Arrays.copyOf(this.taskBits, size);
            this.taskWork = Arrays.copyOf(this.taskWork, size);
            this.weight = Arrays.copyOf(this.weight, size);
            this.firstLink = Arrays.copyOf(firstLink, size + 1);
        }
        this.taskBits[agents] = Checks.positive(taskBits, "taskBits");
        this.taskWork[agents] = Checks.positive(taskWork, "taskWork");
        this.weight[agents] = Checks.positive(weight, "weight");
        agents++;
        firstLink[agents] = links;
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
        if (links == this.leader.length) {
            int size = links * 2;
            this.leader = Arrays.copyOf(this.leader, size);
            this.charge = Arrays.copyOf(this.charge, size);
            this.inverseQuality = Arrays.copyOf(this.inverseQuality, size);
            this.cap = Arrays.copyOf(this.cap, size);
        }
        Checks.within(leader, 0, leaders.count() - 1, "leader");
        this.leader[links] = leader;
        this.charge[links] = Checks.finite(charge, "charge");
        this.inverseQuality[links] = 1 / Checks.within(quality, 1e-3, 1, "quality");
        this.cap[links] = Checks.within(cap, 0, 1, "cap");
        links++;
        firstLink[agents] = links;
        return this;
    }

    /** Returns the packed game. */
    public PricingGame build() {
        Checks.positive(agents, "agents");
        int blocks = (agents + LANES - 1) / LANES;
        int[] blockStart = new int[blocks + 1];
        for (int block = 0; block < blocks; block++) {
            int width = 0;
            for (int n = block * LANES; n < Math.min(agents, (block + 1) * LANES); n++) {
                width = Math.max(width, firstLink[n + 1] - firstLink[n]);
            }
            blockStart[block + 1] = Math.addExact(blockStart[block], width * LANES);
        }
        int entries = blockStart[blocks];
        int[] linkLeader = new int[entries];
        Arrays.fill(linkLeader, leaders.count());
        double[][] columns = {new double[entries], new double[entries], new double[entries]};
        Arrays.fill(columns[1], 1);
        for (int n = 0; n < agents; n++) {
            for (int link = firstLink[n]; link < firstLink[n + 1]; link++) {
                int entry = blockStart[n / LANES] + (link - firstLink[n]) * LANES + n % LANES;
                linkLeader[entry] = leader[link];
                columns[0][entry] = charge[link];
                columns[1][entry] = inverseQuality[link];
                columns[2][entry] = cap[link];
            }
        }
        double[] weights = Arrays.copyOf(weight, blocks * LANES);
        Arrays.fill(weights, agents, weights.length, 1);
        double[][] perAgent = {padded(taskBits, blocks), padded(taskWork, blocks), weights};
        return new PricingGame(agents, perAgent, leaders, blockStart, linkLeader, columns);
    }

    private double[] padded(double[] values, int blocks) {
        double[] copy = new double[blocks * LANES];
        System.arraycopy(values, 0, copy, 0, agents);
        return copy;
    }
}
