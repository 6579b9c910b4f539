package skybourse.tier1.equilibrium;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import skybourse.tier1.bestresponse.LeaderDemandCurve;
import skybourse.tier1.bestresponse.PriceDemand;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.PricingGame;

/**
 * Search for an {@code eps}-equilibrium if best responses cycle because leaders have two profit maxima of nearly equal height.
 *
 * <p>Each of the two maxima is in turn the higher one, so that the best responses do not converge. A rival that moves slightly away from
 * its own maximum loses only to second order, but changes the difference between the leader's maxima to first order. Each rival therefore
 * gives up at most the share {@code allowance} of its profit. It moves in the direction that favours the leader's present maximum over the
 * other. If that maximum then is the higher one, the deviation gaps of all leaders are within the allowance. An exact equilibrium need not
 * exist nearby (ours).
 *
 * <p>Finds no such equilibrium if prices have not converged, or the maxima differ by much more than the allowance can change.
 */
final class EpsilonEquilibriumSearch {

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
     * Creates a search.
     *
     * @param game the pricing game
     * @param rest converged prices, money/bit; not changed
     * @param allowance share of its profit that each rival may give up
     * @param stop returns true to end the search; prices then stay as they are
     */
    EpsilonEquilibriumSearch(PricingGame game, double[] rest, double allowance, BooleanSupplier stop) {
        this.game = game;
        this.stop = stop;
        this.allowance = allowance;
        this.prices = rest.clone();
        this.otherPrices = rest.clone();
    }

    /** Adds the leaders whose gap is above the tolerance to the leaders with two maxima. Returns whether any leader was added. */
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

    /** Returns prices at which rivals use the allowance to favour the present maxima of the leaders with two maxima. */
    double[] prices() {
        var near = new SlopePriceSearch(false);
        double[] directions = directions();
        for (int round = 0; round < ROUNDS; round++) {
            double move = 0;
            rounds++;
            for (int s = 0; s < prices.length && !stop.getAsBoolean(); s++) {
                if (game.leaderTable().posts(s)) {
                    continue;
                }
                double before = prices[s];
                BestPriceSearch.Choice best = near.choose(game, prices, s);
                prices[s] = best.price();
                if (directions[s] != 0 && best.profit() > 0) {
                    prices[s] = displaced(s, best, directions[s]);
                }
                move = Math.max(move, BestResponseRun.relativeMove(before, prices[s]));
            }
            if (move <= AT_REST) {
                break;
            }
        }
        return prices.clone();
    }

    /** Returns the number of rounds of best responses so far. */
    int rounds() {
        return rounds;
    }

    /** Returns one number per leader. Its sign is the direction in which a price move of that leader favours the present maxima over the other ones. */
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

    /** Returns the profit of a leader at its present maximum, 0 if it is closed, minus its profit at the other maximum, money. */
    private double advantage(int leader, double[] at) {
        var column = new LeaderDemandCurve(game, at, leader);
        var demand = new PriceDemand(game.leaderTable(), leader);
        column.evaluate(otherPrices[leader], demand);
        double there = demand.profit();
        if (prices[leader] == PricingGame.CLOSED) {
            return -there;
        }
        column.evaluate(prices[leader], demand);
        return demand.profit() - there;
    }

    /**
     * Returns the farthest price found in a direction at which a leader loses at most the allowance. The steps assume that the loss is about
     * quadratic.
     */
    private double displaced(int s, BestPriceSearch.Choice best, double direction) {
        var column = new LeaderDemandCurve(game, prices, s);
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
