package skybourse.tier1.bestresponse;

import java.util.Arrays;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;

/**
 * Demand of one leader's customers as a function of the leader's price, with all rivals' prices fixed.
 *
 * <p>Layout: customers are in groups of {@link WaterFilling#LANES}, sorted by the number of their rival links that can be active. Slot 0 of
 * a customer is its link to this leader; the other slots are those rival links. Slots without a link are padding with cap 0.
 *
 * <p>Not thread-safe: an evaluation starts from the multipliers of the previous one.
 */
public final class LeaderDemandCurve {

    private static final int LANES = WaterFilling.LANES;

    public final PricingGame game;
    public final int leader;
    final int groups;
    final double[] bits;
    final double[] work;
    final double[] weight;
    final double[] charge;
    private final WaterFilling.Group[] group;
    final double[] cost;
    final double[] inverse;
    final double[] cap;
    private final double[] nu;
    private final WaterFilling level;

    /**
     * Packs the customers of a leader.
     *
     * @param game the pricing game
     * @param prices money/bit, {@code prices[s]} of leader {@code s}; the leader's own price is ignored
     * @param leader index of the leader in {@code game}
     */
    public LeaderDemandCurve(PricingGame game, double[] prices, int leader) {
        this.game = game;
        this.leader = leader;
        int first = game.columnStart(leader);
        int customers = game.columnStart(leader + 1) - first;
        this.groups = (customers + LANES - 1) / LANES;
        int[] active = new int[customers];
        int[] order = byActiveRivals(prices, active);
        this.group = new WaterFilling.Group[groups];
        int end = 0;
        for (int g = 0; g < groups; g++) {
            int widest = active[order[Math.min(customers, (g + 1) * LANES) - 1]];
            group[g] = new WaterFilling.Group(g * LANES, end, widest + 1);
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
        this.level = WaterFilling.of(inverse, cap, weight);
        Arrays.fill(weight, 1);
        Arrays.fill(inverse, 1);
        for (int i = 0; i < customers; i++) {
            pack(prices, first + order[i], i);
        }
    }

    /** Sets {@code active[c]} to the number of rivals of customer {@code c} that can be active; returns the customers in ascending order of that number. */
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
        LinkIndices entries = game.entriesOf(agent);
        int active = 0;
        for (int l = 0; l < entries.count(); l++) {
            active += canBeActive(prices, agent, entries.at(l)) ? 1 : 0;
        }
        return active;
    }

    /**
     * Returns whether a link leads to a rival and the agent would buy over it if its ratio budget did not bind. If not, a rival's link
     * never carries anything.
     */
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
        LinkIndices entries = game.entriesOf(agent);
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

    /** Returns the number of slots of a customer, with the leader's own link and padding. */
    int slots(int customer) {
        return group[customer / LANES].slots();
    }

    /** Returns the index of a customer's slot in {@link #cost}, {@link #inverse} and {@link #cap}; slot 0 is the link to this leader. */
    int entry(int customer, int slot) {
        return group[customer / LANES].start() + slot * LANES + customer % LANES;
    }

    /**
     * Computes the bits and work that the leader sells at a price, with their derivatives by the price.
     *
     * @param price money/bit, finite
     * @param demand is overwritten with the result; must belong to the same leader
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

    /** Returns a copy of the customers' multipliers {@code nu}, money, at the price that was evaluated last. */
    double[] multipliers() {
        return nu.clone();
    }

    /** Solves one group at a price. Afterwards {@link #level} contains the multipliers, until the next group is solved. */
    private void solveGroup(double price, int g) {
        for (int i = 0; i < LANES; i++) {
            cost[group[g].start() + i] = price * bits[g * LANES + i] + charge[g * LANES + i];
        }
        System.arraycopy(nu, g * LANES, level.nu, 0, LANES);
        level.solve(group[g], cost, 0);
    }

    /**
     * Returns the lowest price, money/bit, at and above which no customer buys from the leader; 0 if no customer buys at any
     * positive price. Overwrites the results of {@link #evaluate}.
     */
    public double lowestPriceWithoutSales() {
        double lowest = 0;
        for (int g = 0; g < groups; g++) {
            int own = group[g].start();
            // This cost excludes the leader's own links, so that only rivals share the budget.
            Arrays.fill(cost, own, own + LANES, Double.MAX_VALUE);
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
