package skybourse.tier1.game;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.TaskRunner;

/**
 * Builder of a {@link PricingGame}: adds followers and their links in order. Not safe for use by several threads. Builds one game.
 *
 * <p>Each block is packed once it is full. The game takes over the packed arrays. If the expected size is right, no array is copied.
 */
public final class PricingGameBuilder {

    private static final int LANES = PricingGame.LANES;

    final LeaderTable leaders;
    int agents;
    double[] taskBits;
    double[] taskWork;
    double[] weight;
    int[] blockStart;
    int[] linkLeader;
    double[] linkCharge;
    double[] linkInverseQuality;
    double[] linkCap;
    /** Money scale set by {@link #moneyScale}; 0 stands for 0.01 times the followers' mean weight. */
    double moneyScale;

    private int entries;
    // Number of followers in full blocks.
    private int packed;
    private final Lane[] lanes = new Lane[LANES];

    /** Links of one agent of the present block. */
    private static final class Lane {
        private int links;
        private int[] leader = new int[4];
        private double[] charge = new double[4];
        private double[] inverseQuality = new double[4];
        private double[] cap = new double[4];

        /** Adds a link and returns its index. */
        int next() {
            if (links == leader.length) {
                leader = Arrays.copyOf(leader, 2 * links);
                charge = Arrays.copyOf(charge, 2 * links);
                inverseQuality = Arrays.copyOf(inverseQuality, 2 * links);
                cap = Arrays.copyOf(cap, 2 * links);
            }
            return links++;
        }
    }

    /**
     * Creates a builder without followers.
     *
     * @param leaders the leaders, at least one
     * @throws IllegalArgumentException if there is no leader
     */
    public PricingGameBuilder(LeaderTable leaders) {
        this(leaders, LANES, 4 * LANES);
    }

    /**
     * Creates a builder without followers for a game of roughly known size. Larger games are accepted at the cost of copying.
     *
     * @param leaders the leaders, at least one
     * @param expectedAgents expected number of followers, at least 1
     * @param expectedLinks expected number of links of all followers
     * @throws IllegalArgumentException if there is no leader, or {@code expectedAgents} is not positive
     */
    public PricingGameBuilder(LeaderTable leaders, int expectedAgents, int expectedLinks) {
        this(leaders, expectedAgents, expectedLinks, null);
    }

    /**
     * Creates a builder that reuses the arrays of another game if they are large enough.
     *
     * @param leaders the leaders
     * @param expectedAgents expected number of followers
     * @param expectedLinks expected number of links
     * @param spent a game that is no longer read; null for none
     */
    PricingGameBuilder(LeaderTable leaders, int expectedAgents, int expectedLinks, @Nullable PricingGame spent) {
        Checks.positive(leaders.count(), "leaders");
        this.leaders = leaders;
        int blocks = Math.ceilDiv((int) Checks.positive((long) expectedAgents, "expectedAgents"), LANES);
        int size = Math.max(LANES, Math.ceilDiv(expectedLinks, LANES) * LANES);
        if (spent != null && spent.taskBits().length >= blocks * LANES && spent.linkLeader().length >= size) {
            taskBits = spent.taskBits();
            taskWork = spent.taskWork();
            weight = spent.weight();
            linkLeader = spent.linkLeader();
            linkCharge = spent.linkCharge();
            linkInverseQuality = spent.linkInverseQuality();
            linkCap = spent.linkCap();
        } else {
            taskBits = new double[blocks * LANES];
            taskWork = new double[blocks * LANES];
            weight = new double[blocks * LANES];
            linkLeader = new int[size];
            linkCharge = new double[size];
            linkInverseQuality = new double[size];
            linkCap = new double[size];
        }
        blockStart = new int[taskBits.length / LANES + 1];
        Arrays.setAll(lanes, lane -> new Lane());
    }

    /**
     * Adds a follower. Its links follow by {@link #link}.
     *
     * @param taskBits {@code D_n}, bits
     * @param taskWork {@code C_n}, work units
     * @param weight {@code xi_n}, money
     * @return this builder
     * @throws IllegalArgumentException if an argument is not positive and finite
     */
    public PricingGameBuilder agent(double taskBits, double taskWork, double weight) {
        if (packed < agents && agents % LANES == 0) {
            packBlock();
        }
        if (agents == this.taskBits.length) {
            resizeAgents(agents + LANES * Math.ceilDiv(agents, 2 * LANES));
        }
        set(agents, taskBits, taskWork, weight);
        lanes[agents % LANES].links = 0;
        agents++;
        return this;
    }

    /**
     * Adds a link to the follower added last.
     *
     * @param leader index of the leader, at most once per follower
     * @param charge cost of sending the complete task besides the price, money; may be negative
     * @param quality {@code s_ns}, in [0.001, 1]
     * @param cap largest ratio {@code u_ns}, in [0, 1]
     * @return this builder
     * @throws IllegalArgumentException if there is no follower yet, {@code charge} is not finite, or another argument is out of
     *     range
     */
    public PricingGameBuilder link(int leader, double charge, double quality, double cap) {
        Checks.positive(agents, "agents before a link");
        checkLink(leader, charge, quality, cap);
        Lane lane = lanes[(agents - 1) % LANES];
        int link = lane.next();
        lane.leader[link] = leader;
        lane.charge[link] = charge;
        lane.inverseQuality[link] = 1 / quality;
        lane.cap[link] = cap;
        return this;
    }

    private void checkLink(int leader, double charge, double quality, double cap) {
        Checks.within(leader, 0, leaders.count() - 1, "leader");
        Checks.finite(charge, "charge");
        Checks.within(quality, 1e-3, 1, "quality");
        Checks.within(cap, 0, 1, "cap");
    }

    /**
     * Adds followers after complete blocks. They and their links are then set by index, in any order and by any thread.
     *
     * @param count number of followers
     * @param links returns the number of links of each new follower, by its index among the new ones
     */
    void open(int count, IntUnaryOperator links) {
        assert agents % LANES == 0 && packed == agents : agents + " followers, " + packed + " packed";
        agents += count;
        if (agents > taskBits.length) {
            resizeAgents(LANES * Math.ceilDiv(agents, LANES));
        }
        for (int first = 0; first < count; first += LANES) {
            int width = 0;
            for (int i = first; i < Math.min(count, first + LANES); i++) {
                width = Math.max(width, links.applyAsInt(i));
            }
            openBlock(width);
        }
    }

    /** Sets a follower. The arguments are those of {@link #agent}. */
    void set(int follower, double taskBits, double taskWork, double weight) {
        this.taskBits[follower] = Checks.positive(taskBits, "taskBits");
        this.taskWork[follower] = Checks.positive(taskWork, "taskWork");
        this.weight[follower] = Checks.positive(weight, "weight");
    }

    /** Sets a link of a follower that {@link #open} added. The arguments are those of {@link #link}. */
    void set(int follower, int link, int leader, double charge, double quality, double cap) {
        checkLink(leader, charge, quality, cap);
        int entry = blockStart[follower / LANES] + follower % LANES + link * LANES;
        assert entry < blockStart[follower / LANES + 1]
                : "link " + link + " of follower " + follower + " is in the next block";
        set(entry, leader, charge, 1 / quality, cap);
    }

    private void set(int entry, int leader, double charge, double inverseQuality, double cap) {
        linkLeader[entry] = leader;
        linkCharge[entry] = charge;
        linkInverseQuality[entry] = inverseQuality;
        linkCap[entry] = cap;
    }

    /**
     * Sets {@code Pi_0}. Needed for a game that contains only some followers of a larger market.
     *
     * @param money 0.01 times the mean weight of all followers, money
     * @return this builder
     * @throws IllegalArgumentException if {@code money} is not positive and finite
     */
    public PricingGameBuilder moneyScale(double money) {
        moneyScale = Checks.positive(money, "money");
        return this;
    }

    /** Packs the links of the present block, which is full or the last one. */
    private void packBlock() {
        int filled = agents - packed;
        int first = entries;
        openBlock(widest(filled));
        for (int lane = 0; lane < filled; lane++) {
            packLane(lanes[lane], first + lane);
        }
    }

    /** Adds a block of {@code width} slots, filled with padding. */
    private void openBlock(int width) {
        int end = Math.addExact(entries, width * LANES);
        if (end > linkLeader.length) {
            resize(Math.max(end, (int) Math.min(Integer.MAX_VALUE - LANES, linkLeader.length * 3L / 2)));
        }
        Arrays.fill(linkLeader, entries, end, leaders.count());
        Arrays.fill(linkCharge, entries, end, 0);
        Arrays.fill(linkInverseQuality, entries, end, 1);
        Arrays.fill(linkCap, entries, end, 0);
        entries = end;
        blockStart[packed / LANES + 1] = end;
        packed = Math.min(agents, packed + LANES);
    }

    private int widest(int filled) {
        int width = 0;
        for (int lane = 0; lane < filled; lane++) {
            width = Math.max(width, lanes[lane].links);
        }
        return width;
    }

    private void packLane(Lane lane, int first) {
        for (int link = 0; link < lane.links; link++) {
            set(first + link * LANES, lane.leader[link], lane.charge[link], lane.inverseQuality[link], lane.cap[link]);
        }
    }

    private void resizeAgents(int size) {
        taskBits = Arrays.copyOf(taskBits, size);
        taskWork = Arrays.copyOf(taskWork, size);
        weight = Arrays.copyOf(weight, size);
        blockStart = Arrays.copyOf(blockStart, size / LANES + 1);
    }

    private void resize(int size) {
        linkLeader = Arrays.copyOf(linkLeader, size);
        linkCharge = Arrays.copyOf(linkCharge, size);
        linkInverseQuality = Arrays.copyOf(linkInverseQuality, size);
        linkCap = Arrays.copyOf(linkCap, size);
    }

    /**
     * Returns the packed game. The builder must not be used again.
     *
     * @throws IllegalArgumentException if there is no follower
     */
    public PricingGame build() {
        return build(TaskRunner.CALLER);
    }

    /** Returns the packed game; {@code tasks} runs the computation of the leaders' break-even prices and highest gains per bit. */
    PricingGame build(TaskRunner tasks) {
        Checks.positive(agents, "agents");
        if (packed < agents) {
            packBlock();
        }
        if (entries < linkLeader.length) {
            resize(entries);
        }
        int padded = Math.ceilDiv(agents, LANES) * LANES;
        if (padded < taskBits.length) {
            resizeAgents(padded);
        }
        Arrays.fill(taskBits, agents, padded, 0);
        Arrays.fill(taskWork, agents, padded, 0);
        Arrays.fill(weight, agents, padded, 1);
        return new PricingGame(this, tasks);
    }
}
