package skybourse.venue.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of a task that was sold: who does it, until when, and what is paid.
 *
 * @param id {@code r} and the round, a dot, a number
 * @param buyer the wireless agent
 * @param task its task's name
 * @param leader the mobile or fixed agent that sold it
 * @param worker the agent that does it: the leader, or the aerial agent that took it over
 * @param from where it begins in the task, in [0, 1]; of a task of n units, a multiple of 1/n
 * @param to where it ends
 * @param work in work units
 * @param money what is paid for it and held for it
 * @param soldAt milliseconds of the market's clock at which it was sold
 * @param dueMillis milliseconds of the market's clock at which its stage ends by itself
 * @param state how it stands
 * @param claims what its agents said about it
 */
@RecordBuilder
public record Piece(
        String id,
        String buyer,
        String task,
        String leader,
        String worker,
        double from,
        double to,
        double work,
        Money money,
        long soldAt,
        long dueMillis,
        Stage state,
        Claims claims)
        implements PieceBuilder.With {

    /** The stage of a piece. */
    public enum Stage {
        /** No result yet; fails when it is due. */
        OPEN,
        /** A result is there; the buyer may dispute it until it is due, then it is paid. */
        DONE,
        /** The worker says that it cannot be done; the buyer confirms or disputes that until it is due. */
        UNDOABLE,
        /** Disputed: the operator has to rule until it is due, then all money goes back. */
        REJECTED,
        /** Paid. */
        PAID,
        /** Not done, nobody does it, or the operator ruled against it: the bill went back, bonds were paid. */
        FAILED,
        /** It could not be done, or the operator did not rule: the bill went back, bonds were released. */
        RETURNED;

        /** Tells whether money still waits in escrow. */
        public boolean isOpen() {
            return compareTo(PAID) < 0;
        }
    }

    /** Why a piece ended. */
    public enum Cause {
        /** The time for objections passed. */
        SILENCE,
        /** No result came in time, or nobody took the work over. */
        NO_RESULT,
        /** The operator ruled. */
        RULING,
        /** The buyer confirmed that it could not be done. */
        CONFIRMED,
        /** The operator did not rule in time. */
        NO_RULING
    }

    /**
     * Amounts of a piece, in ledger units.
     *
     * @param billUnits what the buyer pays the leader, in escrow
     * @param lotUnits amount in escrow for the worker that does the piece as part of a lot, paid by all leaders that resold; 0 if the leader is the worker
     * @param wageUnits what the aerial agent is paid of that; the house has the rest
     * @param bondUnits what the leader owes the buyer if no result comes, held
     * @param lotBondUnits what the aerial agent owes the leader if no result comes, held; 0 where the leader does it itself
     * @param fineUnits fine that the aerial agent owes if it leaves any of its work of the round undone, held and charged once per round; 0 if the leader is
     *     the worker, or once it is paid
     */
    @RecordBuilder
    public record Money(
            long billUnits, long lotUnits, long wageUnits, long bondUnits, long lotBondUnits, long fineUnits)
            implements PieceMoneyBuilder.With {

        public static Money billed(long billUnits) {
            return new Money(billUnits, 0, 0, 0, 0, 0);
        }

        public Money paid(long forLot, long forWorker) {
            return withLotUnits(forLot).withWageUnits(forWorker);
        }

        public Money bound(long ofLeader, long ofWorker) {
            return withBondUnits(ofLeader).withLotBondUnits(ofWorker);
        }

        public Money fined(long other) {
            return withFineUnits(other);
        }
    }

    /**
     * What agents said about a piece.
     *
     * @param digest SHA-256 of the result; empty before there is one
     * @param undoable why the worker says that it cannot be done; empty where it does not
     * @param disputedBy the agent that disputes; empty where nobody does
     * @param objection why; empty where nobody disputes
     * @param stakeUnits what is held of that agent, and lost if the ruling goes against it
     * @param seqs number of the journal's entry for each statement, by its kind and agent
     */
    @RecordBuilder
    public record Claims(
            String digest,
            String undoable,
            String disputedBy,
            String objection,
            long stakeUnits,
            SortedMap<String, Long> seqs)
            implements PieceClaimsBuilder.With {

        /** Nothing was said yet. */
        public static final Claims NONE = new Claims("", "", "", "", 0, new TreeMap<>());

        public Claims {
            seqs = Collections.unmodifiableSortedMap(new TreeMap<>(seqs));
        }

        Claims with(String statement, long seq) {
            SortedMap<String, Long> all = new TreeMap<>(seqs);
            all.putIfAbsent(statement, seq);
            return withSeqs(all);
        }

        /** Tells whether an agent confirmed that the piece cannot be done. */
        public boolean confirms(String agent) {
            return seqs.containsKey(confirmation(agent));
        }

        public static String confirmation(String agent) {
            return "confirmation " + agent;
        }
    }

    /** The statement that brings a result. */
    public static final String RESULT = "result";

    /** The statement that a piece cannot be done. */
    public static final String CANNOT = "undoable";

    /** The statement that disputes. */
    public static final String OBJECTION = "objection";

    /** The operator's ruling. */
    public static final String RULING = "ruling";

    /** Returns what the buyer pays the leader, in ledger units. */
    public long billUnits() {
        return money.billUnits();
    }

    /** Returns what waits in escrow for a lot, in ledger units. */
    public long lotUnits() {
        return money.lotUnits();
    }

    /** Returns what the aerial agent is paid, in ledger units. */
    public long wageUnits() {
        return money.wageUnits();
    }

    /** Returns what the leader owes the buyer if no result comes, in ledger units. */
    public long bondUnits() {
        return money.bondUnits();
    }

    /** Returns what the aerial agent owes the leader if no result comes, in ledger units. */
    public long lotBondUnits() {
        return money.lotBondUnits();
    }

    /** Returns what the aerial agent owes the house if it leaves any lot undone, in ledger units. */
    public long fineUnits() {
        return money.fineUnits();
    }

    /** Returns the SHA-256 of the result; empty before there is one. */
    public String digest() {
        return claims.digest();
    }

    /** Returns the same piece with its result, to be paid at some time. */
    public Piece done(String result, long dueMillis, long seq) {
        var said = new Claims(result, "", "", "", 0, claims.seqs()).with(RESULT, seq);
        return with(money, dueMillis, Stage.DONE, said);
    }

    /** Returns the same piece, said not to be doable; its buyer answers until some time. */
    public Piece undoable(String reason, long dueMillis, long seq) {
        var said = new Claims("", reason, "", "", 0, claims.seqs()).with(CANNOT, seq);
        return with(money, dueMillis, Stage.UNDOABLE, said);
    }

    /** Returns the same piece, disputed until a ruling or some time. */
    public Piece disputed(String agent, String reason, long stake, long dueMillis, long seq) {
        var said = claims.withDisputedBy(agent).withObjection(reason).withStakeUnits(stake);
        return with(money, dueMillis, Stage.REJECTED, said.with(OBJECTION, seq));
    }

    /** Returns the same piece with more at stake. */
    public Piece staked(long more) {
        return withClaims(claims.withStakeUnits(Math.addExact(claims.stakeUnits(), more)));
    }

    /** Returns the same piece with one more statement. */
    public Piece said(String statement, long seq) {
        return withClaims(claims.with(statement, seq));
    }

    private Piece with(Money amounts, long dueMillis, Stage stage, Claims said) {
        return withMoney(amounts).withDueMillis(dueMillis).withState(stage).withClaims(said);
    }

    /** Tells whether it is said to be undoable, and an agent that must answer that, its buyer or the leader of a lot, has not yet. */
    public boolean waitsFor(String agent) {
        boolean isParty = buyer.equals(agent) || (isLot() && leader.equals(agent));
        return state == Stage.UNDOABLE && isParty && !claims.confirms(agent);
    }

    /** Tells whether an aerial agent took it over. */
    public boolean isLot() {
        return !worker.equals(leader);
    }

    /** Returns what waits in escrow for it. */
    public long escrowUnits() {
        return state.isOpen() ? Math.addExact(money.billUnits(), money.lotUnits()) : 0;
    }
}
