package skybourse.receipt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.receipt.format.JsonField;

/**
 * Sale of an inference market, from a record of the form {@code inference-record-1}. Buyers have batches of requests, packed into lots. A procurement
 * auction buys lots from sellers. Amounts are ledger units.
 *
 * @param lotVolume largest reserved volume of a lot
 * @param capUnits highest price of a lot; also the bond of a seller for each lot
 * @param answerSeconds time for the answers of a lot, without {@code graceSeconds}
 * @param isChecked whether the operator may end a piece that is not disputed
 * @param leastShare least billed share of a reserved volume
 * @param lots demanded lots, in the order of the buyers, then of their requests
 * @param offers offers of the sellers
 * @param purchases lots bought, by seller
 */
public record InferenceSale(
        long lotVolume,
        long capUnits,
        double answerSeconds,
        boolean isChecked,
        double leastShare,
        List<Lot> lots,
        List<Offer> offers,
        List<Purchase> purchases) {

    /**
     * Range of requests of a batch.
     *
     * @param buyer id of the buyer
     * @param task name of the batch
     * @param first index of the first request
     * @param end index after the last request
     * @param requests number of requests of the batch
     * @param volume reserved volume of the range
     */
    public record Lot(String buyer, String task, long first, long end, long requests, long volume) {

        /** Largest difference of positions in a batch that are computed in two ways. */
        private static final double ROUNDING = 1e-9;

        /** Returns whether a piece is of this buyer and this range. */
        public boolean isRangeOf(SoldPiece piece) {
            return piece.buyer().equals(buyer)
                    && Math.abs(piece.from() - first / (double) requests) <= ROUNDING
                    && Math.abs(piece.to() - end / (double) requests) <= ROUNDING;
        }
    }

    /**
     * Offer of a seller.
     *
     * @param seller id of the seller
     * @param lots number of lots
     * @param askUnits lowest accepted price of a lot
     */
    public record Offer(String seller, long lots, long askUnits) {}

    /**
     * Lots bought from a seller.
     *
     * @param seller id of the seller
     * @param lots number of lots
     * @param paymentUnits payment if these lots are used in full
     * @param lotsAtCap number of these lots that are paid the cap
     */
    public record Purchase(String seller, long lots, long paymentUnits, long lotsAtCap) {}

    private static final int OFFER_CELLS = 3;
    private static final int PURCHASE_CELLS = 4;
    private static final int LOT_CELLS = 3;

    static InferenceSale of(JsonField record) {
        JsonField product = record.at("product");
        List<Lot> lots = new ArrayList<>();
        for (String buyer : record.at("buyers").texts()) {
            record.at("batches").optional(buyer).ifPresent(batch -> addLots(lots, buyer, batch));
        }
        return new InferenceSale(
                product.at("lotVolume").natural(),
                product.at("capUnits").natural(),
                product.at("answerSeconds").number(),
                product.at("checkShare").number() > 0,
                product.at("leastShare").number(),
                lots,
                record.at("offers").items().stream().map(InferenceSale::offer).toList(),
                record.at("purchases").items().stream()
                        .map(InferenceSale::purchase)
                        .toList());
    }

    private static void addLots(List<Lot> lots, String buyer, JsonField batch) {
        String task = batch.at("task").text();
        long requests = batch.at("requests").natural();
        for (JsonField row : batch.at("lots").items()) {
            List<JsonField> cells = row.cells(LOT_CELLS, "first request, end and reserved volume");
            lots.add(new Lot(
                    buyer,
                    task,
                    cells.get(0).natural(),
                    cells.get(1).natural(),
                    requests,
                    cells.get(2).natural()));
        }
    }

    private static Offer offer(JsonField row) {
        List<JsonField> cells = row.cells(OFFER_CELLS, "seller, lots and ask");
        return new Offer(
                cells.get(0).text(), cells.get(1).natural(), cells.get(2).natural());
    }

    private static Purchase purchase(JsonField row) {
        List<JsonField> cells = row.cells(PURCHASE_CELLS, "seller, lots, payment and lots at the cap");
        return new Purchase(
                cells.get(0).text(),
                cells.get(1).natural(),
                cells.get(2).natural(),
                cells.get(3).natural());
    }

    /** Returns the offer of a seller; empty if there is none. */
    Optional<Offer> offer(String seller) {
        return offers.stream().filter(offer -> offer.seller().equals(seller)).findFirst();
    }

    /**
     * Returns the payment for a part of a seller's lots: its payment times the volume, divided by the volume of its lots, rounded up. It is at least 1
     * if the volume is. Returns 0 if no lots were bought from the seller.
     */
    long billUnits(String seller, long volume) {
        return purchases.stream()
                .filter(purchase -> purchase.seller().equals(seller))
                .findFirst()
                .map(purchase -> billUnits(purchase, volume))
                .orElse(0L);
    }

    private long billUnits(Purchase purchase, long volume) {
        BigInteger reserved = BigInteger.valueOf(purchase.lots()).multiply(BigInteger.valueOf(lotVolume));
        if (reserved.signum() == 0) {
            return 0;
        }
        BigInteger[] bill = BigInteger.valueOf(purchase.paymentUnits())
                .multiply(BigInteger.valueOf(volume).min(reserved))
                .divideAndRemainder(reserved);
        return Math.max(Math.min(volume, 1), bill[0].longValueExact() + bill[1].signum());
    }

    /** Returns the penalty for requests without an answer: the bond times their share of the reserved volume, rounded up. */
    private static long penaltyUnits(SoldPiece piece, EarlierPieceOutcome outcome) {
        BigInteger reserved = BigInteger.valueOf(Math.max(1, (long) piece.work()));
        BigInteger[] penalty = BigInteger.valueOf(piece.bondUnits())
                .multiply(BigInteger.valueOf(outcome.unservedVolume()).min(reserved))
                .divideAndRemainder(reserved);
        return penalty[0].longValueExact() + penalty[1].signum();
    }

    /** Returns the billed volume if the penalty is waived: unserved volume counts with {@code leastShare}, and a lot with at least this share of its volume. */
    private long waivedVolume(SoldPiece piece, EarlierPieceOutcome outcome) {
        double unserved = Math.ceil(leastShare * outcome.unservedVolume());
        double least = Math.min(Math.ceil(leastShare * lotVolume), piece.work());
        return (long) Math.max(outcome.usedVolume() + unserved, least);
    }

    /**
     * Returns the payments that are due when a piece ends, without the stake of a dispute.
     *
     * @param piece piece of this sale
     * @param outcome end of the piece
     * @param feeShare share of the escrow that the house keeps if the buyer confirmed that the piece cannot be computed
     */
    List<Payment> endPayments(SoldPiece piece, EarlierPieceOutcome outcome, double feeShare) {
        long escrow = piece.billUnits();
        List<Payment> due = new ArrayList<>();
        switch (outcome.result()) {
            case "PAID" -> {
                boolean isPenaltyWaived = outcome.cause().equals(EarlierPieceOutcome.CHECK);
                long bill = billUnits(
                        piece.worker(), isPenaltyWaived ? waivedVolume(piece, outcome) : outcome.usedVolume());
                due.add(new Payment(SoldPiece.ESCROW, piece.worker(), bill, "BILL", piece.id()));
                due.add(new Payment(SoldPiece.ESCROW, piece.buyer(), escrow - bill, "RETURNED", piece.id()));
                long penalty = isPenaltyWaived ? 0 : penaltyUnits(piece, outcome);
                due.add(new Payment(piece.worker(), SoldPiece.HOUSE, penalty, "PENALTY", piece.id()));
            }
            case "FAILED" -> {
                due.add(new Payment(SoldPiece.ESCROW, piece.buyer(), escrow, "RETURNED", piece.id()));
                due.add(new Payment(piece.worker(), SoldPiece.HOUSE, piece.bondUnits(), "PENALTY", piece.id()));
            }
            default -> due.addAll(piece.endPayments(outcome, feeShare));
        }
        due.removeIf(payment -> payment.units() == 0);
        return due;
    }
}
