package skybourse.receipt;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Line 13 for an inference market: the pieces are the sold lots, in order. Their amounts follow from the purchases, and the payments at the sale follow
 * from the pieces.
 */
final class InferencePieceCheck {

    private static final double MILLIS = 1_000;

    private final RoundRecord record;
    private final InferenceSale sale;
    private final CheckFindings found = new CheckFindings(13);

    InferencePieceCheck(RoundRecord record, InferenceSale sale) {
        this.record = record;
        this.sale = sale;
    }

    CheckResult line() {
        found.require(
                record.whole().at("batches").members().keySet().equals(new HashSet<>(record.buyers())),
                "the batches are not those of the buyers");
        found.require(
                sale.offers().stream().map(InferenceSale.Offer::seller).toList().equals(record.sellers()),
                "the offers are not those of the sellers");
        found.require(
                record.frozenSeq() == record.round().lastSeq(),
                "the orders were closed by command " + record.frozenSeq() + ", not by that of the sale");
        lots();
        pieces();
        List<Payment> due = record.pieces().stream()
                .flatMap(piece -> piece.salePayments().stream())
                .toList();
        Payment.difference(
                        due, record.payments().stream().filter(record::isOfSale).toList())
                .ifPresent(wrong -> found.require(false, wrong));
        return found.line(record.pieces().size() + " pieces are the sold lots, and the payments match them");
    }

    /** Requires that the lots of each batch are disjoint ranges of its requests, in order, of at most the volume of a lot. */
    private void lots() {
        String buyer = "";
        long end = 0;
        for (InferenceSale.Lot lot : sale.lots()) {
            end = lot.buyer().equals(buyer) ? end : 0;
            String name = "the lot of " + lot.buyer() + " from request " + lot.first() + " to " + lot.end();
            found.require(
                    lot.first() >= end && lot.end() > lot.first() && lot.end() <= lot.requests(),
                    name + " is not a range after the lot before it");
            found.require(
                    lot.volume() >= 1 && lot.volume() <= sale.lotVolume(),
                    name + " has a reserved volume of " + lot.volume() + ", not from 1 to " + sale.lotVolume());
            buyer = lot.buyer();
            end = lot.end();
        }
    }

    private void pieces() {
        Map<String, Long> sold = new HashMap<>();
        int next = 0;
        for (int k = 0; k < record.pieces().size(); k++) {
            SoldPiece piece = record.pieces().get(k);
            String id = "r" + record.round().number() + "." + k;
            found.require(piece.id().equals(id), piece.id() + " must have the id " + id);
            while (next < sale.lots().size() && !sale.lots().get(next).isRangeOf(piece)) {
                next++;
            }
            if (next == sale.lots().size()) {
                found.require(false, piece.id() + " is not a demanded lot, or not in the order of the lots");
                break;
            }
            piece(piece, sale.lots().get(next));
            sold.merge(piece.worker(), 1L, Long::sum);
            next++;
        }
        Set<String> sellers = new HashSet<>();
        for (InferenceSale.Purchase purchase : sale.purchases()) {
            String seller = purchase.seller();
            found.require(sellers.add(seller), "there are several purchases from " + seller);
            found.require(
                    sold.getOrDefault(seller, 0L) == purchase.lots(),
                    purchase.lots() + " lots were bought from " + seller + ", but it has "
                            + sold.getOrDefault(seller, 0L) + " pieces");
        }
        found.require(sellers.containsAll(sold.keySet()), "a piece has a seller from which no lots were bought");
    }

    private void piece(SoldPiece piece, InferenceSale.Lot lot) {
        String id = piece.id();
        found.require(piece.task().equals(lot.task()), id + " belongs to another batch than the one in the record");
        found.require(piece.leader().equals(piece.worker()), id + " has a leader that is not its worker");
        found.require(
                piece.work() == lot.volume(),
                id + " has a reserved volume of " + piece.work() + " instead of " + lot.volume());
        long due = record.at() + (long) Math.ceil(MILLIS * (sale.answerSeconds() + record.number("graceSeconds")));
        found.require(piece.dueMillis() == due, id + " is due at " + due + ", not at " + piece.dueMillis());
        long bill = sale.billUnits(piece.worker(), lot.volume());
        found.require(piece.billUnits() == bill, id + " has an escrow of " + bill + ", not " + piece.billUnits());
        found.require(
                piece.bondUnits() == sale.capUnits(),
                id + " has a bond of " + sale.capUnits() + ", not " + piece.bondUnits());
        found.require(
                !piece.isUndone()
                        && piece.lotUnits() == 0
                        && piece.wageUnits() == 0
                        && piece.lotBondUnits() == 0
                        && piece.fineUnits() == 0,
                id + " has payments that an inference market does not have");
    }
}
