package skybourse.tier1.equilibrium;

import java.util.ArrayList;
import java.util.List;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.PricingGame;

/** Prices from which a solver continues after a certificate that does not hold. Repaired prices are not returned twice. */
final class RepairStartPrices {

    private static final double GOLDEN = 0.6180339887498949;

    private final PricingGame game;
    private final double leastGain;
    private final List<double[]> repaired = new ArrayList<>();
    private int freshStarts;

    /** Creates an object that moves leaders with a relative gain above {@code leastGain}. */
    RepairStartPrices(PricingGame game, double leastGain) {
        this.game = game;
        this.leastGain = leastGain;
    }

    /** Returns prices improved by the certificate that were not returned before; empty if there are none. */
    double[] repaired(double[] prices, EquilibriumCertificate certificate) {
        double[] all = prices.clone();
        double[] worst = prices.clone();
        double largest = 0;
        for (int s = 0; s < prices.length; s++) {
            LeaderGap gap = certificate.leaders().get(s);
            double relative = RepairLoop.gain(game, gap);
            boolean improvable = relative > leastGain;
            all[s] = improvable ? gap.bestPrice() : prices[s];
            if (improvable && relative > largest) {
                largest = relative;
                worst = prices.clone();
                worst[s] = gap.bestPrice();
            }
        }
        return largest == 0 ? new double[0] : firstNew(List.of(all, worst, between(prices, worst)));
    }

    /** Returns and stores the first candidate that was not returned before; empty if there is none. */
    private double[] firstNew(List<double[]> candidates) {
        for (double[] candidate : candidates) {
            if (isNew(candidate)) {
                repaired.add(candidate);
                return candidate;
            }
        }
        return new double[0];
    }

    /**
     * Returns new start prices. A Weyl sequence selects each price between the leader's break-even price and 1.5 times its price in the array {@code
     * best}, at most its cap. Prices of closed leaders and posted prices do not change.
     */
    double[] fresh(double[] best) {
        freshStarts++;
        double[] start = best.clone();
        for (int s = 0; s < start.length; s++) {
            double turns = freshStarts * (s + 1) * GOLDEN;
            double low = game.breakEvenPrice(s);
            if (low != PricingGame.CLOSED
                    && start[s] != PricingGame.CLOSED
                    && !game.leaderTable().posts(s)) {
                double high = Math.min(game.leaderTable().priceCap(s), 1.5 * start[s]);
                start[s] = low + (turns - Math.floor(turns)) * Math.max(0, high - low);
            }
        }
        return start;
    }

    private boolean isNew(double[] prices) {
        for (double[] before : repaired) {
            if (BestResponseRun.same(before, prices)) {
                return false;
            }
        }
        return true;
    }

    private static double[] between(double[] one, double[] other) {
        double[] middle = one.clone();
        for (int s = 0; s < one.length; s++) {
            boolean open = one[s] != PricingGame.CLOSED && other[s] != PricingGame.CLOSED;
            middle[s] = open ? 0.5 * (one[s] + other[s]) : other[s];
        }
        return middle;
    }
}
