package skybourse.tier1.game;

import java.util.Arrays;

/** Brute-force best responses: bisection followers, a fine grid and golden section. For small games only. */
final class BruteForceMarket {

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final PricingGame game;

    BruteForceMarket(PricingGame game) {
        this.game = game;
    }

    /** Returns the ratios of one follower by link slot. */
    double[] ratios(int agent, double[] prices) {
        double low = 0;
        double high = 0;
        double[] ratios = new double[game.entriesOf(agent).count()];
        for (int l = 0; l < ratios.length; l++) {
            high = Math.max(high, game.weight()[agent] - cost(agent, l, prices));
        }
        if (fill(agent, prices, 0, ratios) > 1) {
            for (int i = 0; i < 60; i++) {
                double middle = 0.5 * (low + high);
                if (fill(agent, prices, middle, ratios) > 1) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            fill(agent, prices, high, ratios);
        }
        return ratios;
    }

    private int entry(int agent, int slot) {
        return game.entriesOf(agent).at(slot);
    }

    private double cost(int agent, int slot, double[] prices) {
        int entry = entry(agent, slot);
        int leader = game.linkLeader()[entry];
        return prices[leader] * game.taskBits()[agent] + game.linkCharge()[entry];
    }

    private double fill(int agent, double[] prices, double multiplier, double[] ratios) {
        for (int l = 0; l < ratios.length; l++) {
            double marginal = cost(agent, l, prices) + multiplier;
            double cap = game.linkCap()[entry(agent, l)];
            double inner = game.weight()[agent] / marginal - game.linkInverseQuality()[entry(agent, l)];
            ratios[l] = marginal <= 0 ? cap : Math.max(0, Math.min(cap, inner));
        }
        return Arrays.stream(ratios).sum();
    }

    double load(int leader, double[] prices) {
        return bitsAndWork(leader, prices)[1];
    }

    double profit(int leader, double[] prices) {
        LeaderTable table = game.leaderTable();
        double[] sold = bitsAndWork(leader, prices);
        return prices[leader] * sold[0]
                - table.costPerWork(leader) * sold[1]
                - table.overloadPrice(leader) * Math.max(0, sold[1] - table.capacity(leader));
    }

    private double[] bitsAndWork(int leader, double[] prices) {
        double[] sold = new double[2];
        for (int c = game.columnStart(leader); c < game.columnStart(leader + 1); c++) {
            int n = game.columnAgent()[c];
            double[] ratios = ratios(n, prices);
            for (int slot = 0; slot < ratios.length; slot++) {
                if (entry(n, slot) == game.columnEntry()[c]) {
                    sold[0] += game.taskBits()[n] * ratios[slot];
                    sold[1] += game.taskWork()[n] * ratios[slot];
                }
            }
        }
        return sold;
    }

    /** Returns the best price seen on a grid up to {@code highest}, refined between its neighbours. */
    double bestPrice(int leader, double[] prices, double highest, int points) {
        double[] trial = prices.clone();
        double step = (highest - game.breakEvenPrice(leader)) / points;
        double best = prices[leader];
        double most = profit(leader, trial);
        for (int i = 0; i <= points; i++) {
            trial[leader] = game.breakEvenPrice(leader) + i * step;
            double profit = profit(leader, trial);
            if (profit > most) {
                most = profit;
                best = trial[leader];
            }
        }
        double refined = climb(leader, trial, best - step, best + step);
        trial[leader] = refined;
        return profit(leader, trial) > most ? refined : best;
    }

    /** Golden section. */
    private double climb(int leader, double[] trial, double from, double to) {
        double low = from;
        double high = to;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = profitAt(leader, trial, left);
        double atRight = profitAt(leader, trial, right);
        for (int i = 0; i < 40; i++) {
            if (atLeft > atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = profitAt(leader, trial, left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = profitAt(leader, trial, right);
            }
        }
        return 0.5 * (low + high);
    }

    private double profitAt(int leader, double[] trial, double price) {
        trial[leader] = price;
        return profit(leader, trial);
    }

    /** Returns the prices after the given number of best-response rounds, one leader after the other. */
    double[] settle(double[] start, double highest, int rounds) {
        double[] prices = start.clone();
        for (int round = 0; round < rounds; round++) {
            for (int s = 0; s < prices.length; s++) {
                prices[s] = bestPrice(s, prices, highest, 40);
            }
        }
        return prices;
    }
}
