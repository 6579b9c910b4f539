package skybourse.benchmarks;

import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;

/**
 * Direct computation of a leader's profit, as a check of certificate and solvers. It is slow, and independent of them. For each follower, it finds
 * the multiplier by bisection down to adjacent doubles. Not thread safe.
 */
final class ReferenceProfit {

    private final PricingGame game;
    private final double[] prices;
    private final int leader;
    private final double[] charge;
    private final double[] inverse;
    private final double[] cap;
    private int links;
    private int own;
    private double ownSize;

    /** Bound on the rounding error of the result of the last call of {@link #at}, money. */
    double rounding;

    /** Work that the leader sells at the price of the last call of {@link #at}, work units. */
    double load;

    private double ratioRounding;

    ReferenceProfit(PricingGame game, double[] prices, int leader) {
        this.game = game;
        this.prices = prices;
        this.leader = leader;
        charge = new double[game.leaders()];
        inverse = new double[game.leaders()];
        cap = new double[game.leaders()];
    }

    double at(double price) {
        double profit = 0;
        double cost = game.leaderTable().costPerWork(leader);
        double overload = game.leaderTable().overloadPrice(leader);
        load = 0;
        rounding = 0;
        for (int c = game.columnStart(leader); c < game.columnStart(leader + 1); c++) {
            int agent = game.columnAgent()[c];
            double bits = game.taskBits()[agent];
            double work = game.taskWork()[agent];
            double multiplier = multiplier(agent, price);
            double ratio = ratio(own, game.weight()[agent], multiplier);
            double margin = difference(price, bits, cost, work);
            profit += margin * ratio;
            load += work * ratio;
            rounding += surelyFull(game.weight()[agent])
                    ? (0x1p-46 * Math.abs(margin) + 0x1p-50 * overload * work) * ratio
                    : (price * bits + (cost + overload) * work) * (ratioRounding + 0x1p-50 * ratio);
        }
        return profit - overload * Math.max(0, load - game.leaderTable().capacity(leader));
    }

    /** Returns the difference {@code a b - c d} of two products with a small relative error. */
    static double difference(double a, double b, double c, double d) {
        double first = a * b;
        double second = c * d;
        return (first - second) + (Math.fma(a, b, -first) - Math.fma(c, d, -second));
    }

    /** Returns whether the agent that was read last certainly sends its link cap over the leader's link, despite rounding errors. */
    private boolean surelyFull(double weight) {
        double caps = 0;
        for (int link = 0; link < links; link++) {
            caps += cap[link];
        }
        boolean noBudget = caps <= 1 - 0x1p-48 || (links == 1 && caps <= 1);
        double dearest = charge[own] + 0x1p-50 * ownSize;
        return noBudget && dearest * (inverse[own] + cap[own]) < weight * (1 - 0x1p-50);
    }

    /**
     * Returns the price of the leader at which the ratio of an agent reaches 0 or, if {@code full}, its link cap. The multiplier of the agent is held
     * at its value for {@code price}.
     */
    double priceForRatio(int column, double price, boolean full) {
        int agent = game.columnAgent()[column];
        double multiplier = multiplier(agent, price);
        double level = inverse[own] + (full ? cap[own] : 0);
        double sending = game.linkCharge()[game.columnEntry()[column]];
        return (game.weight()[agent] / level - multiplier - sending) / game.taskBits()[agent];
    }

    private double multiplier(int agent, double price) {
        double weight = game.weight()[agent];
        double high = read(agent, price);
        double low = 0;
        if (sum(weight, 0) <= 1) {
            return 0;
        }
        for (double middle = 0.5 * high; middle > low && middle < high; middle = 0.5 * (low + high)) {
            if (sum(weight, middle) > 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Reads the links of an agent. Returns a multiplier at which the agent buys nothing. */
    private double read(int agent, double price) {
        LinkIndices entries = game.entriesOf(agent);
        double bits = game.taskBits()[agent];
        double weight = game.weight()[agent];
        double high = 0;
        links = 0;
        ratioRounding = 0;
        for (int l = 0; l < entries.count(); l++) {
            int entry = entries.at(l);
            int seller = game.linkLeader()[entry];
            if (seller != leader && prices[seller] == PricingGame.CLOSED) {
                continue;
            }
            double paid = (seller == leader ? price : prices[seller]) * bits;
            double sending = game.linkCharge()[entry];
            if (seller == leader) {
                own = links;
                ownSize = paid + Math.abs(sending);
            }
            charge[links] = paid + sending;
            inverse[links] = game.linkInverseQuality()[entry];
            cap[links] = game.linkCap()[entry];
            high = Math.max(high, weight / inverse[links] - charge[links]);
            double level = inverse[links] + cap[links];
            ratioRounding += 0x1p-50 * (level + level * level * (paid + Math.abs(sending)) / weight);
            links++;
        }
        return high;
    }

    private double sum(double weight, double multiplier) {
        double sum = 0;
        for (int link = 0; link < links; link++) {
            sum += ratio(link, weight, multiplier);
        }
        return sum;
    }

    private double ratio(int link, double weight, double multiplier) {
        double marginal = charge[link] + multiplier;
        return marginal <= 0 ? cap[link] : Math.min(Math.max(weight / marginal - inverse[link], 0), cap[link]);
    }
}
