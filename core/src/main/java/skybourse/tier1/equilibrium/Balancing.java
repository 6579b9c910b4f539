package skybourse.tier1.equilibrium;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import skybourse.tier1.bestresponse.LeaderColumn;
import skybourse.tier1.bestresponse.PriceDemand;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.PricingGame;

/**
 * Right where best responses cycle between two maxima of a leader; wrong where prices have not come to rest at all, or the two
 * differ by much more than rivals may give up.
 *
 * <p>Balances leaders that are torn between two price levels. Where best responses cycle, a leader's profit has two maxima
 * that take turns in being the higher, and no prices are exact best responses to each other. But a rival that leaves its own
 * maximum by a little loses only to second order, while it moves the difference between the torn leader's maxima to first
 * order. So every rival gives up a share {@code allowance} of its profit at most, in the direction that favours the maximum
 * where the torn leader stands. If that closes the gap, all gaps are within the allowance: an {@code eps}-equilibrium near
 * which no exact one may exist. Ours.
 */
final class Balancing {

    private static final int ROUNDS = 40;
    private static final double AT_REST = 1e-9;
    private static final double PROBE = 1e-4;

    private final PricingGame game;
    private final double allowance;
    private final BooleanSupplier stop;
    private final double[] prices;
    private final double[] otherPrices;
    private final List<Integer> torn = new ArrayList<>();
    private int rounds;

    /**
     * Prepares.
     *
     * @param game the market
     * @param rest prices at rest, not changed
     * @param allowance relative profit that each rival may give up
     * @param stop asked for each leader: prices stay where they are once it is true
     */
    Balancing(PricingGame game, double[] rest, double allowance, BooleanSupplier stop) {
        this.game = game;
        this.stop = stop;
        this.allowance = allowance;
        this.prices = rest.clone();
        this.otherPrices = rest.clone();
    }

    /** Adds the leaders whose gap is above the tolerance to those that are torn; returns whether there was a new one. */
    boolean add(EquilibriumCertificate certificate) {
        boolean added = false;
        for (int s = 0; s < prices.length; s++) {
            LeaderGap gap = certificate.leaders().get(s);
            boolean open = gap.bestPrice() != PricingGame.CLOSED && gap.price() != PricingGame.CLOSED;
            if (open && gap.relativeGap() > certificate.tolerance() && !torn.contains(s)) {
                torn.add(s);
                otherPrices[s] = gap.bestPrice();
                added = true;
            }
        }
        return added;
    }

    /** Returns prices at which rivals favour the torn leaders' present maxima as far as the allowance goes. */
    double[] prices() {
        var near = new SlopeSearch(false);
        double[] directions = directions();
        for (int round = 0; round < ROUNDS; round++) {
            double move = 0;
            rounds++;
            for (int s = 0; s < prices.length && !stop.getAsBoolean(); s++) {
                if (game.leaderTable().posts(s)) {
                    continue;
                }
                double before = prices[s];
                LeaderResponse.Choice best = near.choose(game, prices, s);
                prices[s] = best.price();
                if (directions[s] != 0 && best.profit() > 0) {
                    prices[s] = displaced(s, best, directions[s]);
                }
                move = Math.max(move, BestResponseWalk.relativeMove(before, prices[s]));
            }
            if (move <= AT_REST) {
                break;
            }
        }
        return prices.clone();
    }

    /** Returns how many rounds of best responses it has taken so far. */
    int rounds() {
        return rounds;
    }

    /** Returns in which direction each price favours the torn leaders' present maxima over the others, all in all. */
    private double[] directions() {
        double[] directions = new double[prices.length];
        for (int t : torn) {
            double advantage = advantage(t, prices);
            for (int s = 0; s < directions.length && !stop.getAsBoolean(); s++) {
                if (s != t && prices[s] != PricingGame.CLOSED) {
                    double[] moved = prices.clone();
                    moved[s] *= 1 + PROBE;
                    directions[s] += advantage(t, moved) - advantage;
                }
            }
        }
        return directions;
    }

    /** Returns how much more a torn leader earns where it is than at its other maximum. */
    private double advantage(int leader, double[] at) {
        var column = new LeaderColumn(game, at, leader);
        var demand = new PriceDemand(game.leaderTable(), leader);
        column.evaluate(prices[leader], demand);
        double here = demand.profit();
        column.evaluate(otherPrices[leader], demand);
        return here - demand.profit();
    }

    /** Returns the price farthest in a direction at which a leader loses the allowance, found by scaling the square root. */
    private double displaced(int s, LeaderResponse.Choice best, double direction) {
        var column = new LeaderColumn(game, prices, s);
        var demand = new PriceDemand(game.leaderTable(), s);
        double target = allowance * Math.max(game.moneyScale(), best.profit());
        double low = game.breakEvenPrice(s);
        double high = game.leaderTable().priceCap(s);
        double step = best.price() * Math.sqrt(allowance);
        double farthest = best.price();
        for (int attempt = 0; attempt < 8; attempt++) {
            double price = Math.clamp(best.price() + Math.copySign(step, direction), low, high);
            column.evaluate(price, demand);
            double loss = best.profit() - demand.profit();
            if (loss <= target) {
                farthest = price;
                if (loss > 0.9 * target) {
                    break;
                }
            }
            double factor = loss > 0 ? Math.sqrt(0.95 * target / loss) : 2;
            step *= Math.clamp(factor, 0.1, 4);
        }
        return farthest;
    }
}
