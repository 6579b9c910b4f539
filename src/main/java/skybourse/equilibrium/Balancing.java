package skybourse.equilibrium;

import skybourse.certificate.EquilibriumCertificate;
import skybourse.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.game.PricingGame;

/**
 * Balances a leader that is torn between two price levels. Where best responses cycle, one leader's profit has two maxima
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
    private final int torn;
    private final double otherPrice;
    private final double[] prices;

    /**
     * Prepares.
     *
     * @param game the market
     * @param prices prices at rest, not changed
     * @param certificate their certificate; the torn leader is the one of the largest gap
     * @param allowance relative profit that each rival may give up
     */
    Balancing(PricingGame game, double[] prices, EquilibriumCertificate certificate, double allowance) {
        this.game = game;
        this.allowance = allowance;
        this.prices = prices.clone();
        int largest = 0;
        for (int s = 1; s < prices.length; s++) {
            LeaderGap gap = certificate.leaders().get(s);
            if (gap.relativeGap() > certificate.leaders().get(largest).relativeGap()) {
                largest = s;
            }
        }
        this.torn = largest;
        this.otherPrice = certificate.leaders().get(largest).bestPrice();
    }

    /** Returns prices at which rivals favour the torn leader's present maximum as far as the allowance goes. */
    double[] prices() {
        if (otherPrice == PricingGame.CLOSED || prices[torn] == PricingGame.CLOSED) {
            return prices;
        }
        var near = new SlopeSearch(false);
        double[] directions = directions();
        for (int round = 0; round < ROUNDS; round++) {
            double move = 0;
            for (int s = 0; s < prices.length; s++) {
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
        return prices;
    }

    /** Returns in which direction each rival's price favours the torn leader's present maximum over the other one. */
    private double[] directions() {
        double[] directions = new double[prices.length];
        double advantage = advantage(prices);
        for (int s = 0; s < directions.length; s++) {
            if (s != torn && prices[s] != PricingGame.CLOSED) {
                double[] moved = prices.clone();
                moved[s] *= 1 + PROBE;
                directions[s] = Math.signum(advantage(moved) - advantage);
            }
        }
        return directions;
    }

    /** Returns how much more the torn leader earns where it is than at the other maximum. */
    private double advantage(double[] at) {
        var column = new LeaderColumn(game, at, torn);
        var demand = new Demand(game.leaderTable(), torn);
        column.evaluate(prices[torn], demand);
        double here = demand.profit();
        column.evaluate(otherPrice, demand);
        return here - demand.profit();
    }

    /** Returns the price farthest in a direction at which a leader loses the allowance, found by scaling the square root. */
    private double displaced(int s, LeaderResponse.Choice best, double direction) {
        var column = new LeaderColumn(game, prices, s);
        var demand = new Demand(game.leaderTable(), s);
        double target = allowance * Math.max(game.moneyScale(), best.profit());
        double low = game.breakEvenPrice(s);
        double high = game.leaderTable().priceCap(s);
        double step = best.price() * Math.sqrt(allowance);
        double farthest = best.price();
        for (int attempt = 0; attempt < 8; attempt++) {
            double price = Math.clamp(best.price() + direction * step, low, high);
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
