package skybourse.venue.event;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.base.agent.Task;

/** What happened: a fact, which a later program reads as it was. */
public sealed interface Event {

    /** A fact about a piece after it was sold. */
    interface OfPiece {

        /** Returns the piece, by its id. */
        String piece();
    }

    /**
     * An agent took its seat, or changed its terms.
     *
     * @param secret SHA-256 of what it proves itself by, 64 hexadecimal digits
     */
    record AgentPut(String agent, long version, Terms terms, String secret) implements Event {}

    /** An agent takes no part any more. */
    record AgentLeft(String agent, long version) implements Event {}

    /** A seat that was taken without an invitation, and never used, is free again; that of a newcomer is gone. */
    record SeatFreed(String agent) implements Event {}

    /** A secret may take a seat. */
    record Invited(String agent, String secret) implements Event {}

    /** A secret may join as a kind, once. */
    record KindInvited(String kind, String secret) implements Event {}

    /** An agent is kept out, or let in again. */
    record Barred(String agent, long version, boolean barred) implements Event {}

    /** Money came in. */
    record Deposited(String agent, long units, String reference) implements Event {}

    /** Money went out. */
    record Withdrawn(String agent, long units, String reference) implements Event {}

    /**
     * A task waits for a round.
     *
     * @param round the round that is collecting
     * @param holdUnits what of the agent's money is kept for its bill
     */
    record TaskPut(
            String agent,
            String task,
            Task amounts,
            int units,
            String payload,
            long lastRound,
            long round,
            long holdUnits)
            implements Event {}

    /** A task is not wanted any more. */
    record TaskWithdrawn(String agent, String task) implements Event {}

    /** A task found no round. */
    record TaskExpired(String agent, String task) implements Event {}

    /**
     * The orders of a round are closed; later ones are for the next.
     *
     * @param buyers wireless agents whose open tasks are in it
     * @param sellers mobile, fixed and aerial agents in it
     * @param draw signature that decides mixed prices and ties, 128 hexadecimal digits
     */
    record RoundFrozen(long round, List<String> buyers, List<String> sellers, String draw) implements Event {
        public RoundFrozen {
            buyers = List.copyOf(buyers);
            sellers = List.copyOf(sellers);
        }
    }

    /** A frozen round found no prices that can be sold; it stays frozen, and the solver goes on. */
    record RoundPostponed(long round, String reason) implements Event {}

    /** The task of a buyer was taken out of a frozen round, and is over; the others go on without it. */
    record TaskLeftOut(long round, String agent, String task, String reason) implements Event {}

    /** A round came to nothing; its tasks wait for the next. */
    record RoundVoid(long round, String reason) implements Event {}

    /**
     * A round was sold.
     *
     * @param solved its prices
     * @param trades the lots that were resold
     * @param pieces what is to be done
     * @param entries all that was paid, or put in escrow
     * @param resalePricePerWork what buyers of lots paid, money per unit of work; NaN where no lot was sold
     * @param shortUnits what leaders owed for work that nobody does and could not pay
     * @param lots how many of its lots each had in the auction: those that it could pay, or had a bond for, the first of them
     */
    record RoundSettled(
            Solved solved,
            List<LotTrade> trades,
            List<Piece> pieces,
            List<Movement> entries,
            double resalePricePerWork,
            long shortUnits,
            SortedMap<String, Integer> lots)
            implements Event {
        public RoundSettled {
            trades = List.copyOf(trades);
            pieces = List.copyOf(pieces);
            entries = List.copyOf(entries);
            lots = Collections.unmodifiableSortedMap(lots);
        }

        /** Returns the fine that is held from each aerial agent, for all its lots together. */
        public SortedMap<String, Long> fines() {
            SortedMap<String, Long> fines = new TreeMap<>();
            pieces.stream()
                    .filter(piece -> piece.fineUnits() > 0)
                    .forEach(piece -> fines.put(piece.worker(), piece.fineUnits()));
            return fines;
        }
    }

    /** A lot that was resold, prices in half ticks. */
    record LotTrade(
            String buyer, int buyerLot, String seller, int sellerLot, long buyerHalfTicks, long sellerHalfTicks) {}

    /**
     * A result was handed in.
     *
     * @param dueMillis milliseconds of the market's clock until which its buyer may reject it
     */
    record PieceDone(String piece, String digest, long dueMillis) implements Event, OfPiece {}

    /**
     * A piece was disputed.
     *
     * @param agent the agent that disputes it
     * @param stakeUnits what is held of that agent
     * @param dueMillis milliseconds of the market's clock until which the operator may rule
     */
    record PieceRejected(String piece, String agent, String reason, long stakeUnits, long dueMillis)
            implements Event, OfPiece {}

    /**
     * Raises the stake of an agent whose silence was a dispute and whose free balance did not cover it. The missing units are taken from the
     * amount that the piece returns to the agent.
     *
     * @param units the missing part of the stake
     */
    record StakeRaised(String piece, long units) implements Event, OfPiece {}

    /** Charges the fine for a lot that its aerial agent reported undoable, if neither its leader nor a ruling confirms that. */
    record LotFined(String piece) implements Event, OfPiece {}

    /**
     * A worker said that a piece cannot be done.
     *
     * @param dueMillis milliseconds of the market's clock until which its buyer may answer
     */
    record PieceUndoable(String piece, String reason, long dueMillis) implements Event, OfPiece {}

    /** A buyer, or the leader of a lot, confirmed that a piece cannot be done. */
    record PieceConfirmed(String piece, String agent) implements Event, OfPiece {}

    /** A piece was paid; a stake that was lost went to its worker. */
    record PiecePaid(String piece, Piece.Cause cause) implements Event, OfPiece {}

    /** A piece was not done: its money went back, the leader's bond to the buyer, and an aerial agent's to the leader. */
    record PieceFailed(String piece, Piece.Cause cause) implements Event, OfPiece {}

    /**
     * A piece ended without result: its money went back, bonds were released.
     *
     * @param feeUnits what the house kept of the bill
     */
    record PieceReturned(String piece, Piece.Cause cause, long feeUnits) implements Event, OfPiece {}

    /** Bytes were brought. */
    record BlobPut(String agent, String digest, int bytes) implements Event {}
}
