package skybourse.venue.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Part of a task that was sold: worker, time limits, payments and stage.
 *
 * @param id the letter {@code r} and the number of the round, a dot, and the number of the piece in the round
 * @param buyer the wireless agent
 * @param task name of its task
 * @param leader the mobile or fixed agent that sold it
 * @param worker the agent that computes it: the leader, or the aerial agent that took it over
 * @param from start of the piece in the task, in [0, 1]; in a task of n units, a multiple of 1/n
 * @param to end of the piece in the task, in [0, 1]
 * @param work size in work units
 * @param money amounts paid and held for it
 * @param soldAt milliseconds of the market's clock at which it was sold
 * @param dueMillis milliseconds of the market's clock at which its stage ends if no command ends it earlier
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
        /** There is no result yet. The piece fails if there is none when it is due. */
        OPEN,
        /** A result was submitted. The buyer may dispute it until the piece is due. If there is no dispute, the piece is paid at that time. */
        DONE,
        /**
         * The worker reported that the piece cannot be done. The buyer, and for a lot also its leader, confirms or disputes the report
         * until the piece is due.
         */
        UNDOABLE,
        /** The piece is disputed. The operator may rule until the piece is due. Without a ruling, it is then paid or returned. */
        REJECTED,
        /** The piece was paid. */
        PAID,
        /** The piece was not done, had no worker, or was ruled against. The bill was returned, and bonds were paid. */
        FAILED,
        /** The piece could not be done, or is returned without a ruling. The bill was returned, and bonds were released. */
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
        /** There was no result in time, or no worker took over the work. */
        NO_RESULT,
        /** The operator ruled on a dispute. */
        RULING,
        /** The operator ruled without a dispute, in an inference market whose answers are checked. */
        CHECK,
        /** The buyer, and for a lot also its leader, confirmed that it could not be done. */
        CONFIRMED,
        /** The operator did not rule in time. */
        NO_RULING
    }

    /**
     * Amounts of a piece, in ledger units.
     *
     * @param billUnits payment of the buyer to the leader, in escrow
     * @param lotUnits amount in escrow for the aerial agent that does the piece as part of a lot, paid jointly by all leaders that resold; 0 if the
     *     leader is the worker
     * @param wageUnits payment to the aerial agent; the house receives the rest of {@code lotUnits}, or pays what they lack
     * @param bondUnits bond that is held from the leader and paid to the buyer if the piece fails
     * @param lotBondUnits bond that is held from the aerial agent and paid to the leader if the piece fails; 0 if the leader is the worker
     * @param fineUnits fine that the aerial agent owes if it does not do all its work of the round. It is held and charged once per round. 0 if the
     *     leader is the worker, or after the fine is paid
     */
    @RecordBuilder
    public record Money(
            long billUnits, long lotUnits, long wageUnits, long bondUnits, long lotBondUnits, long fineUnits)
            implements PieceMoneyBuilder.With {

        /** Returns the amounts of a piece with only a bill. */
        public static Money billed(long billUnits) {
            return new Money(billUnits, 0, 0, 0, 0, 0);
        }

        /** Returns these amounts with the payment of leaders for a lot and the payment to its worker. */
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
     * @param digest SHA-256 of the result; empty if there is no result yet
     * @param undoable reason why it cannot be done, as reported by the worker; empty without such a report
     * @param disputedBy the agent that disputes the piece; empty without a dispute
     * @param objection reason of the dispute; empty without a dispute
     * @param stakeUnits stake that is held from that agent, ledger units; the agent loses it if the ruling is against the agent
     * @param seqs number of the journal entry of each statement, by kind of statement and agent
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

    /** Key of the statement that disputes a result or report. */
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

    /** Returns the fine that the aerial agent pays to the house if it does not do all its lots, in ledger units. */
    public long fineUnits() {
        return money.fineUnits();
    }

    /** Returns the SHA-256 of the result; empty if there is no result yet. */
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
     * Returns this piece in stage {@code UNDOABLE}, with the report of its worker.
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
     * Returns this piece in stage {@code REJECTED}, with the dispute of an agent.
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

    /** Returns this piece with one more statement. If there is an earlier statement with the same key, that one stays. */
    public Piece withStatement(String statement, long seq) {
        return withClaims(claims.with(statement, seq));
    }

    private Piece with(Money amounts, long dueMillis, Stage stage, Claims said) {
        return withMoney(amounts).withDueMillis(dueMillis).withState(stage).withClaims(said);
    }

    /**
     * Returns whether the piece is reported undoable and waits for the answer of a given agent. The agent may be the buyer or, for a lot, the
     * leader.
     */
    public boolean waitsFor(String agent) {
        boolean isParty = buyer.equals(agent) || (isLot() && leader.equals(agent));
        return state == Stage.UNDOABLE && isParty && !claims.confirms(agent);
    }

    /** Returns whether an aerial agent computes the piece. */
    public boolean isLot() {
        return !worker.equals(leader);
    }

    /** Returns the amount in escrow for the piece, in ledger units; 0 after its end. */
    public long escrowUnits() {
        return state.isOpen() ? Math.addExact(money.billUnits(), money.lotUnits()) : 0;
    }
}
