package skybourse.tier1.bestresponse;

import java.util.Arrays;
import skybourse.tier1.game.LinkEntries;
import skybourse.tier1.game.PricingGame;

/**
 * One leader's customers with their other links at the rivals' present prices, packed for evaluating many prices of this
 * leader: groups of eight agents, slot 0 the leader's own link, then the rivals that can be active at all, agents sorted
 * by how many those are. For one thread.
 */
public final class LeaderColumn {

    private static final int LANES = WaterLevel.LANES;

    public final PricingGame game;
    public final int leader;
    final int groups;
    final double[] bits;
    final double[] work;
    final double[] weight;
    final double[] charge;
    private final WaterLevel.Group[] group;
    final double[] cost;
    final double[] inverse;
    final double[] cap;
    private final double[] nu;
    private final WaterLevel level;

    /**
     * Gathers a leader's customers.
     *
     * @param game the market
     * @param prices {@code double[leaders]}, the leader's own is not read
     * @param leader whose column
     */
    public LeaderColumn(PricingGame game, double[] prices, int leader) {
        this.game = game;
        this.leader = leader;
        int first = game.columnStart(leader);
        int customers = game.columnStart(leader + 1) - first;
        this.groups = (customers + LANES - 1) / LANES;
        int[] active = new int[customers];
        int[] order = byActiveRivals(prices, active);
        this.group = new WaterLevel.Group[groups];
        int end = 0;
        for (int g = 0; g < groups; g++) {
            int widest = active[order[Math.min(customers, (g + 1) * LANES) - 1]];
            group[g] = new WaterLevel.Group(g * LANES, end, widest + 1);
            end = group[g].end();
        }
        this.bits = new double[groups * LANES];
        this.work = new double[groups * LANES];
        this.weight = new double[groups * LANES];
        this.charge = new double[groups * LANES];
        this.nu = new double[groups * LANES];
        this.cost = new double[end];
        this.inverse = new double[end];
        this.cap = new double[end];
        this.level = WaterLevel.of(inverse, cap, weight);
        Arrays.fill(weight, 1);
        Arrays.fill(inverse, 1);
        for (int i = 0; i < customers; i++) {
            pack(prices, first + order[i], i);
        }
    }

    /** Counts each customer's rivals that can be active and returns the customers with that count rising. */
    private int[] byActiveRivals(double[] prices, int[] active) {
        int first = game.columnStart(leader);
        int[] from = new int[game.leaders() + 2];
        for (int c = 0; c < active.length; c++) {
            active[c] = activeRivals(prices, game.columnAgent()[first + c]);
            from[active[c] + 1]++;
        }
        for (int rivals = 1; rivals < from.length; rivals++) {
            from[rivals] += from[rivals - 1];
        }
        int[] order = new int[active.length];
        for (int c = 0; c < active.length; c++) {
            order[from[active[c]]++] = c;
        }
        return order;
    }

    private int activeRivals(double[] prices, int agent) {
        LinkEntries entries = game.entriesOf(agent);
        int active = 0;
        for (int l = 0; l < entries.count(); l++) {
            active += canBeActive(prices, agent, entries.at(l)) ? 1 : 0;
        }
        return active;
    }

    /** A rival so dear that it sells nothing even to an agent with budget to spare stays out whatever this leader asks. */
    private boolean canBeActive(double[] prices, int agent, int entry) {
        int rival = game.linkLeader()[entry];
        if (rival == leader) {
            return false;
        }
        double rivalCost = prices[rival] * game.taskBits()[agent] + game.linkCharge()[entry];
        return game.linkCap()[entry] > 0 && rivalCost * game.linkInverseQuality()[entry] < game.weight()[agent];
    }

    private void pack(double[] prices, int column, int i) {
        int agent = game.columnAgent()[column];
        int own = game.columnEntry()[column];
        bits[i] = game.taskBits()[agent];
        work[i] = game.taskWork()[agent];
        weight[i] = game.weight()[agent];
        charge[i] = game.linkCharge()[own];
        int to = entry(i, 0);
        inverse[to] = game.linkInverseQuality()[own];
        cap[to] = game.linkCap()[own];
        packRivals(prices, agent, i);
    }

    private void packRivals(double[] prices, int agent, int i) {
        int slot = 1;
        LinkEntries entries = game.entriesOf(agent);
        for (int l = 0; l < entries.count(); l++) {
            int e = entries.at(l);
            if (canBeActive(prices, agent, e)) {
                int to = entry(i, slot++);
                cost[to] = prices[game.linkLeader()[e]] * bits[i] + game.linkCharge()[e];
                inverse[to] = game.linkInverseQuality()[e];
                cap[to] = game.linkCap()[e];
            }
        }
        assert slot <= slots(i) : "more links than slots";
    }

    /** Returns how many slots a customer has, its own link's and padding included. */
    int slots(int customer) {
        return group[customer / LANES].slots();
    }

    /** Returns the entry of a customer's slot in {@link #cost}, {@link #inverse} and {@link #cap}; slot 0 is its own link. */
    int entry(int customer, int slot) {
        return group[customer / LANES].start() + slot * LANES + customer % LANES;
    }

    /**
     * Writes what the leader sells at a price, with derivatives by the price.
     *
     * @param price money per bit, finite
     * @param demand written
     */
    public void evaluate(double price, PriceDemand demand) {
        demand.reset(price);
        for (int g = 0; g < groups; g++) {
            solveGroup(price, g);
            System.arraycopy(level.nu, 0, nu, g * LANES, LANES);
            level.addOwn(this, g, demand.sums);
        }
        demand.total();
    }

    /** Returns a copy of the multipliers at the price evaluated last, by customer. */
    double[] multipliers() {
        return nu.clone();
    }

    /** Finds the multipliers of a group at a price; they stay in the level kernel until the next group is solved. */
    private void solveGroup(double price, int g) {
        for (int i = 0; i < LANES; i++) {
            cost[group[g].start() + i] = price * bits[g * LANES + i] + charge[g * LANES + i];
        }
        System.arraycopy(nu, g * LANES, level.nu, 0, LANES);
        level.solve(group[g], cost, 0);
    }

    /**
     * Returns the lowest price from which on no customer buys from the leader, money per bit; not above 0 if nobody would
     * buy at any price.
     */
    public double lowestPriceWithoutSales() {
        double lowest = 0;
        for (int g = 0; g < groups; g++) {
            int own = group[g].start();
            Arrays.fill(cost, own, own + LANES, Double.MAX_VALUE); // out of reach: rivals only
            Arrays.fill(level.nu, 0);
            level.solve(group[g], cost, 0);
            for (int lane = 0; lane < LANES; lane++) {
                int i = g * LANES + lane;
                double limit = weight[i] / inverse[own + lane] - charge[i] - level.nu[lane];
                lowest = cap[own + lane] > 0 ? Math.max(lowest, limit / bits[i]) : lowest;
            }
        }
        return lowest;
    }
}
