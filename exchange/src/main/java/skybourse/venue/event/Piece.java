package skybourse.venue.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Part of a task that was sold: worker, time limits, payments and stage.
 *
 * @param id {@code r} and the round, a dot, a number
 * @param buyer the wireless agent
 * @param task name of its task
 * @param leader the mobile or fixed agent that sold it
 * @param worker the agent that computes it: the leader, or the aerial agent that took it over
 * @param from start of the piece in the task, in [0, 1]; in a task of n units, a multiple of 1/n
 * @param to end of the piece in the task, in [0, 1]
 * @param work size in work units
 * @param money amounts paid and held for it
 * @param soldAt milliseconds of the market's clock at which it was sold
 * @param dueMillis milliseconds of the market's clock at which its stage ends without a command
 * @param state its stage
 * @param claims statements of agents about it
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
        /** A result was submitted; the buyer may dispute it until it is due, then it is paid. */
        DONE,
        /** The worker reported that it cannot be done; the buyer confirms or disputes that until it is due. */
        UNDOABLE,
        /** Disputed: the operator may rule until it is due, then all money is returned. */
        REJECTED,
        /** Paid. */
        PAID,
        /** Not done, without a worker, or ruled against: the bill was returned, bonds were paid. */
        FAILED,
        /** It could not be done, or there was no ruling: the bill was returned, bonds were released. */
        RETURNED;

        /** Returns whether money is still held in escrow. */
        public boolean isOpen() {
            return compareTo(PAID) < 0;
        }
    }

    /** Reason why a piece ended. */
    public enum Cause {
        /** The time for objections passed. */
        SILENCE,
        /** There was no result in time, or no worker took the work over. */
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
     * @param billUnits payment of the buyer to the leader, in escrow
     * @param lotUnits amount in escrow for the worker that does the piece as part of a lot, paid by all leaders that resold; 0 if the leader is the
     *     worker
     * @param wageUnits payment to the aerial agent out of that; the house receives the rest
     * @param bondUnits bond of the leader, held, paid to the buyer if there is no result
     * @param lotBondUnits bond of the aerial agent, held, paid to the leader if there is no result; 0 if the leader is the worker
     * @param fineUnits fine that the aerial agent owes if it leaves any of its work of the round undone, held and charged once per round; 0 if the
     *     leader is the worker, or once it is paid
     */
    @RecordBuilder
    public record Money(
            long billUnits, long lotUnits, long wageUnits, long bondUnits, long lotBondUnits, long fineUnits)
            implements PieceMoneyBuilder.With {

        /** Returns the amounts of a piece with only a bill. */
        public static Money billed(long billUnits) {
            return new Money(billUnits, 0, 0, 0, 0, 0);
        }

        /** Returns these amounts with the payments for a lot: of leaders, and to the worker. */
        public Money paid(long forLot, long forWorker) {
            return withLotUnits(forLot).withWageUnits(forWorker);
        }

        /** Returns these amounts with the bonds of the leader and of the worker. */
        public Money bound(long ofLeader, long ofWorker) {
            return withBondUnits(ofLeader).withLotBondUnits(ofWorker);
        }

        /** Returns these amounts with another fine. */
        public Money fined(long other) {
            return withFineUnits(other);
        }
    }

    /**
     * Statements of agents about a piece.
     *
     * @param digest SHA-256 of the result; empty before there is one
     * @param undoable reason why it cannot be done, as reported by the worker; empty without such a report
     * @param disputedBy the agent that disputes; empty without a dispute
     * @param objection reason of the dispute; empty without a dispute
     * @param stakeUnits stake of that agent, held, ledger units; lost if the ruling is against it
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

        /** No statements. */
        public static final Claims NONE = new Claims("", "", "", "", 0, new TreeMap<>());

        public Claims {
            seqs = Collections.unmodifiableSortedMap(new TreeMap<>(seqs));
        }

        Claims with(String statement, long seq) {
            SortedMap<String, Long> all = new TreeMap<>(seqs);
            all.putIfAbsent(statement, seq);
            return withSeqs(all);
        }

        /** Returns whether an agent confirmed that the piece cannot be done. */
        public boolean confirms(String agent) {
            return seqs.containsKey(confirmation(agent));
        }

        /** Returns the key of an agent's confirmation among the statements. */
        public static String confirmation(String agent) {
            return "confirmation " + agent;
        }
    }

    /** Key of the statement that submits a result. */
    public static final String RESULT = "result";

    /** Key of the report that a piece cannot be done. */
    public static final String CANNOT = "undoable";

    /** Key of the statement that disputes. */
    public static final String OBJECTION = "objection";

    /** Key of the operator's ruling. */
    public static final String RULING = "ruling";

    /** Returns the payment of the buyer to the leader, in ledger units. */
    public long billUnits() {
        return money.billUnits();
    }

    /** Returns the amount in escrow for a lot, in ledger units. */
    public long lotUnits() {
        return money.lotUnits();
    }

    /** Returns the payment to the aerial agent, in ledger units. */
    public long wageUnits() {
        return money.wageUnits();
    }

    /** Returns the leader's bond for the buyer, in ledger units. */
    public long bondUnits() {
        return money.bondUnits();
    }

    /** Returns the aerial agent's bond for the leader, in ledger units. */
    public long lotBondUnits() {
        return money.lotBondUnits();
    }

    /** Returns the fine of the aerial agent, paid to the house if it leaves any lot undone, in ledger units. */
    public long fineUnits() {
        return money.fineUnits();
    }

    /** Returns the SHA-256 of the result; empty before there is one. */
    public String digest() {
        return claims.digest();
    }

    /**
     * Returns this piece with a result, in stage {@code DONE}.
     *
     * @param result SHA-256 of the result
     * @param dueMillis time of payment, milliseconds of the market's clock
     * @param seq number of the journal's entry
     */
    public Piece done(String result, long dueMillis, long seq) {
        var said = new Claims(result, "", "", "", 0, claims.seqs()).with(RESULT, seq);
        return with(money, dueMillis, Stage.DONE, said);
    }

    /**
     * Returns this piece reported undoable, in stage {@code UNDOABLE}.
     *
     * @param reason reason given by the worker
     * @param dueMillis time limit of the answers, milliseconds of the market's clock
     * @param seq number of the journal's entry
     */
    public Piece undoable(String reason, long dueMillis, long seq) {
        var said = new Claims("", reason, "", "", 0, claims.seqs()).with(CANNOT, seq);
        return with(money, dueMillis, Stage.UNDOABLE, said);
    }

    /**
     * Returns this piece disputed, in stage {@code REJECTED}.
     *
     * @param agent the agent that disputes
     * @param reason its reason
     * @param stake its stake, ledger units
     * @param dueMillis time limit of the ruling, milliseconds of the market's clock
     * @param seq number of the journal's entry
     */
    public Piece disputed(String agent, String reason, long stake, long dueMillis, long seq) {
        var said = claims.withDisputedBy(agent).withObjection(reason).withStakeUnits(stake);
        return with(money, dueMillis, Stage.REJECTED, said.with(OBJECTION, seq));
    }

    /**
     * Returns this piece with a stake that is larger by the given ledger units.
     *
     * @throws ArithmeticException if the stake exceeds 64 bits
     */
    public Piece staked(long more) {
        return withClaims(claims.withStakeUnits(Math.addExact(claims.stakeUnits(), more)));
    }

    /** Returns this piece with one more statement; an earlier one with the same key stays. */
    public Piece withStatement(String statement, long seq) {
        return withClaims(claims.with(statement, seq));
    }

    private Piece with(Money amounts, long dueMillis, Stage stage, Claims said) {
        return withMoney(amounts).withDueMillis(dueMillis).withState(stage).withClaims(said);
    }

    /** Returns whether the piece is reported undoable and waits for the answer of an agent: its buyer or, of a lot, its leader. */
    public boolean waitsFor(String agent) {
        boolean isParty = buyer.equals(agent) || (isLot() && leader.equals(agent));
        return state == Stage.UNDOABLE && isParty && !claims.confirms(agent);
    }

    /** Returns whether an aerial agent computes it. */
    public boolean isLot() {
        return !worker.equals(leader);
    }

    /** Returns the amount in escrow for the piece, in ledger units; 0 after its end. */
    public long escrowUnits() {
        return state.isOpen() ? Math.addExact(money.billUnits(), money.lotUnits()) : 0;
    }
}
