package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import skybourse.tier2.auction.Order;
import skybourse.tier2.rule.ProcurementAuction.Offer;
import skybourse.tier2.rule.ProcurementAuction.Purchase;

/**
 * Search for profitable misreports in a procurement auction. The offer of each seller is taken as the truth. The seller then reports other asks and
 * numbers of lots, while the others report the same. The search is a grid, so it may miss a misreport between its points.
 *
 * <p>Only served lots are paid. The profit of a seller that is paid P for q lots, and serves n of them, is therefore n P / q - n ask.
 */
public final class ProcurementAudit {

    private static final double[] ASK_FACTORS = {1, 0.5, 0.8, 0.95, 1.05, 1.25, 2};
    private static final double[] LOT_FACTORS = {1, 0.5, 2};

    /** Largest gain that counts as rounding, in ticks per lot that the misreporting seller serves. */
    private static final double ROUNDING = 1;

    private final Function<List<Offer>, List<Purchase>> auction;
    private final List<Offer> offers;
    private double largestGain;
    private String largest = "";
    private boolean holds = true;

    /**
     * Searches the misreports of all sellers.
     *
     * @param auction returns the purchases for given offers
     * @param offers offers of the round, one per seller
     */
    public ProcurementAudit(Function<List<Offer>, List<Purchase>> auction, List<Offer> offers) {
        this.auction = auction;
        this.offers = offers;
        for (int i = 0; i < offers.size(); i++) {
            search(i);
        }
    }

    private void search(int index) {
        Offer truth = offers.get(index);
        double profit = profit(index, truth);
        for (double askFactor : ASK_FACTORS) {
            for (double lotFactor : LOT_FACTORS) {
                int lots = (int) Math.min(lotFactor * truth.lots(), Integer.MAX_VALUE);
                long ask = Math.min(Math.round(askFactor * truth.askTicks()), Order.MAX_TICKS);
                var misreport = new Offer(truth.seller(), lots, ask);
                double gain = profit(index, misreport) - profit;
                holds &= gain <= ROUNDING * Math.max(1, Math.min(lots, truth.lots()));
                if (gain > largestGain) {
                    largestGain = gain;
                    largest = " (" + truth.seller() + ", by offering " + lots + " lots at " + ask + ")";
                }
            }
        }
    }

    /** Returns the profit of a seller from a report, with the ask and lots of its offer as the truth. */
    private double profit(int index, Offer report) {
        Offer truth = offers.get(index);
        List<Offer> reported = new ArrayList<>(offers);
        reported.set(index, report);
        return auction.apply(reported).stream()
                .filter(bought -> bought.seller().equals(truth.seller()))
                .mapToDouble(bought -> profit(bought, truth))
                .sum();
    }

    private static double profit(Purchase bought, Offer truth) {
        double served = Math.min(bought.lots(), truth.lots());
        return bought.paymentTicks() * served / bought.lots() - truth.askTicks() * served;
    }

    /** Returns whether no gain exceeds one tick per served lot. */
    public boolean holds() {
        return holds;
    }

    /** Returns the largest gain, and how it was searched. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "largest gain of a seller from a misreport: %.4g ledger units%s; searched: asks times 0.5 to 2 and lots times 0.5 to 2, %d combinations",
                largestGain,
                largest,
                ASK_FACTORS.length * LOT_FACTORS.length - 1);
    }
}
