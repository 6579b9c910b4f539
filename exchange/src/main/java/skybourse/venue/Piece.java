package skybourse.venue;

/**
 * A part of a task that was sold: who does it, until when, and what is paid.
 *
 * @param id {@code r} and the round, a dot, a number
 * @param buyer the wireless agent
 * @param task its task's name
 * @param leader who sold it
 * @param worker who does it: the leader, or the aerial agent that took it over
 * @param from where it begins in the task, in [0, 1]; item i of n is in it where {@code from <= (i + .5) / n < to}
 * @param to where it ends
 * @param work in work units
 * @param billUnits what the buyer pays the leader, in escrow
 * @param lotUnits what waits in escrow for whoever does it in a lot, paid by all leaders that resold; 0 where the leader does it itself
 * @param wageUnits what the aerial agent is paid of that; the house has the rest
 * @param bondUnits what the leader owes the buyer where no result comes, held
 * @param lotBondUnits what an aerial agent owes the leader where no result comes, held; 0 where the leader does it itself
 * @param fineUnits what an aerial agent owes besides, once for all that it took over in the round, where it leaves any of that undone, held once; 0
 *     where the leader does it itself, and once it was paid
 * @param due milliseconds of the market's clock at which a result comes too late
 * @param state how it stands
 * @param digest of the result; empty before there is one
 * @param rejection why its buyer rejected the result; empty where it did not
 */
public record Piece(
        String id,
        String buyer,
        String task,
        String leader,
        String worker,
        double from,
        double to,
        double work,
        long billUnits,
        long lotUnits,
        long wageUnits,
        long bondUnits,
        long lotBondUnits,
        long fineUnits,
        long due,
        Stage state,
        String digest,
        String rejection) {

    /** How a piece stands. */
    public enum Stage {
        /** No result yet. */
        OPEN,
        /** A result is there; the buyer may reject it until it is due. */
        DONE,
        /** The buyer rejected it; the operator has to rule. */
        REJECTED,
        /** Paid. */
        PAID,
        /** No result came, or the operator ruled against it: all money went back. */
        FAILED;

        /** Tells whether money still waits. */
        public boolean isOpen() {
            return this == OPEN || this == DONE || this == REJECTED;
        }
    }

    /** Returns the same piece at another stage. */
    Piece at(Stage other) {
        return with(lotUnits, wageUnits, bondUnits, lotBondUnits, fineUnits, due, other, digest, rejection);
    }

    /** Returns the same piece with its result, to be paid at some time. */
    Piece done(String result, long paysAt) {
        return with(lotUnits, wageUnits, bondUnits, lotBondUnits, fineUnits, paysAt, Stage.DONE, result, rejection);
    }

    /** Returns the same piece, its result rejected. */
    Piece rejected(String reason) {
        return with(lotUnits, wageUnits, bondUnits, lotBondUnits, fineUnits, due, Stage.REJECTED, digest, reason);
    }

    /** Returns the same piece with what its leader pays for it, and what its aerial agent is paid of that. */
    Piece paid(long lot, long wage) {
        return with(lot, wage, bondUnits, lotBondUnits, fineUnits, due, state, digest, rejection);
    }

    /** Returns the same piece with the bonds of its leader and of its aerial agent. */
    Piece bound(long bond, long lotBond) {
        return with(lotUnits, wageUnits, bond, lotBond, fineUnits, due, state, digest, rejection);
    }

    /** Returns the same piece with another fine for whoever leaves any of its lots undone. */
    Piece fined(long fine) {
        return with(lotUnits, wageUnits, bondUnits, lotBondUnits, fine, due, state, digest, rejection);
    }

    private Piece with(
            long lot,
            long wage,
            long bond,
            long lotBond,
            long fine,
            long when,
            Stage stage,
            String result,
            String reason) {
        return new Piece(
                id, buyer, task, leader, worker, from, to, work, billUnits, lot, wage, bond, lotBond, fine, when, stage,
                result, reason);
    }

    /** Tells whether an aerial agent took it over. */
    boolean isLot() {
        return !worker.equals(leader);
    }

    /** Returns what waits in escrow for it. */
    long escrowUnits() {
        return state.isOpen() ? Math.addExact(billUnits, lotUnits) : 0;
    }
}
