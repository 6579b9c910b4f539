package skybourse.app.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import skybourse.files.codec.PublishedRoundRecord;
import skybourse.receipt.CheckResult;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.InferenceSale;
import skybourse.receipt.RoundRecord;
import skybourse.receipt.SoldPiece;
import skybourse.tier2.audit.ProcurementAudit;
import skybourse.tier2.rule.ProcurementAuction;
import skybourse.tier2.rule.ProcurementAuction.Offer;
import skybourse.tier2.rule.ProcurementAuction.Purchase;

/**
 * The four lines of a receipt check that repeat the auction of an inference market: purchases (7), limit prices (8), audit of misreports (11) and
 * assignment of lots (12).
 */
final class InferenceRecomputationCheck {

    private final InferenceSale sale;
    private final List<SoldPiece> pieces;
    private final long seed;
    private final long round;
    private final ProcurementAuction auction;
    private final List<Offer> offers;
    private final List<Purchase> purchases;

    private InferenceRecomputationCheck(RoundRecord record, InferenceSale sale) {
        this.sale = sale;
        pieces = record.pieces();
        seed = PublishedRoundRecord.seed(record.whole().at("draw").text());
        round = record.round().number();
        auction = new ProcurementAuction(sale.lots().size(), sale.capUnits());
        offers = sale.offers().stream()
                .map(offer -> new Offer(offer.seller(), Math.toIntExact(offer.lots()), offer.askUnits()))
                .toList();
        purchases = auction.clear(offers, seed, round);
    }

    /**
     * Returns the four lines for the record of a round. If the auction cannot be repeated, only line 7 is returned, with the verdict broken.
     *
     * @param record the record, which is in the log
     * @param sale its sale
     */
    static List<CheckResult> lines(RoundRecord record, InferenceSale sale) {
        try {
            var check = new InferenceRecomputationCheck(record, sale);
            return List.of(check.repeatedPurchases(), check.limits(), check.audit(), check.assignment());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return List.of(line(7, false, "the auction cannot be repeated: " + e.getMessage()));
        }
    }

    private static CheckResult line(int number, boolean holds, String text) {
        return new CheckResult(number, holds ? Verdict.HOLDS : Verdict.BROKEN, text);
    }

    /** Line 7: the repeated auction buys the same lots for the same payments. */
    private CheckResult repeatedPurchases() {
        List<InferenceSale.Purchase> again = purchases.stream()
                .map(bought -> new InferenceSale.Purchase(
                        bought.seller(), bought.lots(), bought.paymentTicks(), bought.lotsAtCap()))
                .toList();
        boolean isSame = again.equals(sale.purchases());
        return line(
                7,
                isSame,
                "the repeated auction buys from " + again.size() + " sellers, the record has "
                        + sale.purchases().size() + (isSame ? "; they are equal" : "; they differ"));
    }

    /** Line 8: no lot is paid less than its ask, or more than the cap. */
    private CheckResult limits() {
        Map<String, InferenceSale.Offer> bySeller =
                sale.offers().stream().collect(Collectors.toMap(InferenceSale.Offer::seller, Function.identity()));
        for (InferenceSale.Purchase purchase : sale.purchases()) {
            InferenceSale.Offer offer = bySeller.get(purchase.seller());
            BigInteger payment = BigInteger.valueOf(purchase.paymentUnits());
            if (offer == null
                    || payment.compareTo(times(offer.askUnits(), purchase.lots())) < 0
                    || payment.compareTo(times(sale.capUnits(), purchase.lots())) > 0) {
                return line(8, false, "a payment is below the ask or above the cap, or has no offer: " + purchase);
            }
        }
        return line(8, true, "none of " + sale.purchases().size() + " payments is below the ask or above the cap");
    }

    private static BigInteger times(long price, long lots) {
        return BigInteger.valueOf(price).multiply(BigInteger.valueOf(lots));
    }

    /** Line 11: no seller gains from a misreport, if its offer is the truth. */
    private CheckResult audit() {
        var audit = new ProcurementAudit(reported -> auction.clear(reported, seed, round), offers);
        return line(11, audit.holds(), audit.text());
    }

    /** Line 12: the sold lots and their sellers are those of the repeated assignment. */
    private CheckResult assignment() {
        int[] sellers = auction.assignLots(purchases, seed, round);
        List<Integer> sold = new ArrayList<>();
        for (int lot = 0; lot < sellers.length; lot++) {
            if (sellers[lot] != ProcurementAuction.NOT_BOUGHT) {
                sold.add(lot);
            }
        }
        for (int k = 0; k < Math.max(sold.size(), pieces.size()); k++) {
            boolean isSame = k < sold.size()
                    && k < pieces.size()
                    && sale.lots().get(sold.get(k)).isRangeOf(pieces.get(k))
                    && purchases
                            .get(sellers[sold.get(k)])
                            .seller()
                            .equals(pieces.get(k).worker());
            if (!isSame) {
                String first = k < pieces.size() ? pieces.get(k).id() : "a lot that has no piece";
                return line(12, false, "the repeated assignment of lots differs, first at " + first);
            }
        }
        return line(12, true, "the repeated assignment gives the same sellers to all " + pieces.size() + " lots");
    }
}
