package skybourse.receipt;

import java.util.ArrayList;
import java.util.List;
import skybourse.receipt.format.JsonField;

/**
 * Part of a task that was sold in a round, as listed in the round's record. Amounts are ledger units.
 *
 * @param id the letter {@code r}, the number of the round, a dot, and the number of the piece in the round
 * @param buyer id of the buyer
 * @param task name of the buyer's task
 * @param leader id of the leader that sold it
 * @param worker id of the agent that computes it: the leader, or the aerial agent that took it over
 * @param from start of the piece in the task, in [0, 1]
 * @param to end of the piece in the task, in [0, 1]
 * @param work size in work units
 * @param dueMillis latest time of a result, milliseconds since 1970
 * @param billUnits payment of the buyer to the leader
 * @param lotUnits payment of leaders to the house for the piece; 0 if the leader is the worker
 * @param wageUnits payment of the house to the worker
 * @param bondUnits bond of the leader, paid to the buyer if there is no result; if the piece has no worker, the penalty that the leader paid
 *     immediately
 * @param lotBondUnits bond of the worker, paid to the leader if there is no result; 0 if the leader is the worker
 * @param fineUnits fine that the worker pays to the house if there is no result; paid at most once for all its lots of the round
 * @param isUndone whether no worker computes the piece, so that its bill was refunded immediately
 */
public record SoldPiece(
        String id,
        String buyer,
        String task,
        String leader,
        String worker,
        double from,
        double to,
        double work,
        long dueMillis,
        long billUnits,
        long lotUnits,
        long wageUnits,
        long bondUnits,
        long lotBondUnits,
        long fineUnits,
        boolean isUndone) {

    static final String HOUSE = "house";
    static final String ESCROW = "escrow";

    private static final int CELLS = 16;

    static SoldPiece of(JsonField row) {
        List<JsonField> cells = row.cells(CELLS, CELLS + " cells");
        return new SoldPiece(
                cells.get(0).text(),
                cells.get(1).text(),
                cells.get(2).text(),
                cells.get(3).text(),
                cells.get(4).text(),
                cells.get(5).number(),
                cells.get(6).number(),
                cells.get(7).number(),
                cells.get(8).whole(),
                cells.get(9).natural(),
                cells.get(10).natural(),
                cells.get(11).natural(),
                cells.get(12).natural(),
                cells.get(13).natural(),
                cells.get(14).natural(),
                cells.get(15).truth());
    }

    double length() {
        return to - from;
    }

    /** Returns whether an aerial agent computes the piece. */
    boolean isLot() {
        return !isUndone && !worker.equals(leader);
    }

    /** Returns the payments for the piece that are due when the round is sold, without payments for lots. */
    List<Payment> salePayments() {
        List<Payment> due = new ArrayList<>();
        add(due, buyer, ESCROW, billUnits, "HELD");
        if (isUndone) {
            add(due, ESCROW, buyer, billUnits, "REFUND");
            add(due, leader, buyer, bondUnits, "PENALTY");
        }
        return due;
    }

    /**
     * Returns the payments that are due when the piece ends, without fine and stake.
     *
     * @param outcome the end of the piece
     * @param feeShare share of the bill that the house keeps if the buyer confirmed that the piece cannot be computed
     */
    List<Payment> endPayments(EarlierPieceOutcome outcome, double feeShare) {
        List<Payment> due = new ArrayList<>();
        switch (outcome.result()) {
            case "PAID" -> {
                add(due, ESCROW, leader, billUnits, "BILL");
                add(due, ESCROW, HOUSE, lotUnits, "LOT_BOUGHT");
                add(due, HOUSE, worker, wageUnits, "LOT_SOLD");
            }
            case "FAILED" -> {
                add(due, ESCROW, buyer, billUnits, "RETURNED");
                add(due, ESCROW, leader, lotUnits, "RETURNED");
                add(due, leader, buyer, bondUnits, "PENALTY");
                add(due, worker, leader, lotBondUnits, "PENALTY");
            }
            default -> {
                long fee = outcome.cause().equals("confirmed") ? (long) Math.floor(feeShare * billUnits) : 0;
                add(due, ESCROW, buyer, billUnits - fee, "RETURNED");
                add(due, ESCROW, HOUSE, fee, "FEE");
                add(due, ESCROW, leader, lotUnits, "RETURNED");
            }
        }
        return due;
    }

    /** Returns the fine for a lot that was not computed. */
    Payment finePayment() {
        return new Payment(worker, HOUSE, fineUnits, "PENALTY", id);
    }

    /** Adds a payment unless its amount is 0 units. */
    private void add(List<Payment> due, String payer, String payee, long units, String reason) {
        if (units != 0) {
            due.add(new Payment(payer, payee, units, reason, id));
        }
    }
}
