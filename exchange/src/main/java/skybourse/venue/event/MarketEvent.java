package skybourse.venue.event;

import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.base.agent.Task;
import skybourse.tier2.rule.ProcurementAuction;

/** Recorded fact about the market. Later versions of the program read it unchanged. */
public sealed interface MarketEvent {

    /** Fact about a piece after its sale. */
    interface OfPiece {

        /** Returns the id of the piece. */
        String piece();
    }

    /**
     * An agent took its seat, or changed its terms.
     *
     * @param secret SHA-256 of its secret, 64 hexadecimal digits
     */
    record AgentPut(String agent, long version, AgentTerms terms, String secret) implements MarketEvent {}

    /**
     * The spending limit of a buyer changed.
     *
     * @param units the most that its commands may spend in a day of the market's clock, ledger units; empty for no limit
     */
    record SpendingLimited(String agent, OptionalLong units) implements MarketEvent {}

    /** An agent left the market. */
    record AgentLeft(String agent, long version) implements MarketEvent {}

    /** A seat that was taken without an invitation and never used became free again. A newcomer's seat was removed. */
    record SeatFreed(String agent) implements MarketEvent {}

    /** The holder of a secret was invited to a seat. */
    record AgentInvited(String agent, String secret) implements MarketEvent {}

    /** The holder of a secret was invited to join once as a newcomer of a given kind. */
    record KindInvited(String kind, String secret) implements MarketEvent {}

    /** An agent was excluded from rounds, or admitted again. */
    record AgentBarred(String agent, long version, boolean barred) implements MarketEvent {}

    /** Money was credited; units in ledger units. */
    record MoneyDeposited(String agent, long units, String reference) implements MarketEvent {}

    /** Money was debited; units in ledger units. */
    record MoneyWithdrawn(String agent, long units, String reference) implements MarketEvent {}

    /**
     * A task was submitted.
     *
     * @param units number of equal units; 0 if it is divisible
     * @param round the round that is collecting orders
     * @param holdUnits amount of the agent's money held for its bill, ledger units
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
            implements MarketEvent {}

    /**
     * A batch of requests was submitted to an inference market. Components as in {@link TaskPut}; {@code requests} is the number of its requests, {@code
     * bytes} the size of its payload.
     *
     * @param lots its lots, which wait for a round
     */
    record BatchPut(
            String agent,
            String task,
            int requests,
            int bytes,
            List<RequestLot> lots,
            String payload,
            long lastRound,
            long round,
            long holdUnits)
            implements MarketEvent {
        public BatchPut {
            lots = List.copyOf(lots);
        }
    }

    /** A task was withdrawn. */
    record TaskWithdrawn(String agent, String task) implements MarketEvent {}

    /** A task was not sold by its last round. */
    record TaskExpired(String agent, String task) implements MarketEvent {}

    /**
     * The orders of a round were closed; later orders belong to the next round.
     *
     * @param buyers wireless agents whose open tasks are in it
     * @param sellers mobile, fixed and aerial agents in it
     * @param draw signature that determines sampled prices and ties, 128 hexadecimal digits
     */
    record RoundFrozen(long round, List<String> buyers, List<String> sellers, String draw) implements MarketEvent {
        public RoundFrozen {
            buyers = List.copyOf(buyers);
            sellers = List.copyOf(sellers);
        }
    }

    /** A frozen round could not be sold at the prices found. The round stays frozen, and the solver continues. */
    record RoundPostponed(long round, String reason) implements MarketEvent {}

    /** The task of a buyer was removed from a frozen round and ended. The round continues without this task. */
    record TaskLeftOut(long round, String agent, String task, String reason) implements MarketEvent {}

    /** A round was cancelled. Its tasks wait for the next round. */
    record RoundVoid(long round, String reason) implements MarketEvent {}

    /** The posted prices of a round were admitted or refused; precedes {@link RoundSettled}. */
    record PostedPricesChecked(long round, PostedPriceAdmission admission) implements MarketEvent {}

    /**
     * A round was sold.
     *
     * @param solved its prices
     * @param trades the lots that were resold
     * @param pieces the pieces sold
     * @param entries all payments, including those to escrow
     * @param resalePricePerWork price that buyers of lots paid, money per unit of work; NaN if no lot was sold
     * @param shortUnits amount that leaders owed for work without a worker and could not pay, ledger units
     * @param lots number of each trader's lots in the auction; these are its first lots, as many as it could pay for or cover with a bond
     */
    record RoundSettled(
            RoundPrices solved,
            List<LotTrade> trades,
            List<Piece> pieces,
            List<MarketPayment> entries,
            double resalePricePerWork,
            long shortUnits,
            SortedMap<String, Integer> lots)
            implements MarketEvent {
        public RoundSettled {
            trades = List.copyOf(trades);
            pieces = List.copyOf(pieces);
            entries = List.copyOf(entries);
            lots = Collections.unmodifiableSortedMap(lots);
        }

        /** Returns the fine that is held from each aerial agent for all its lots together, ledger units. */
        public SortedMap<String, Long> fines() {
            SortedMap<String, Long> fines = new TreeMap<>();
            pieces.stream()
                    .filter(piece -> piece.fineUnits() > 0)
                    .forEach(piece -> fines.put(piece.worker(), piece.fineUnits()));
            return fines;
        }
    }

    /**
     * A round of an inference market was closed and sold.
     *
     * @param draw signature that breaks ties and assigns lots, 128 hexadecimal digits
     * @param demand all demanded lots, in the order in which they are numbered
     * @param offers offers of the sellers, by id; prices in ledger units
     * @param purchases lots bought and payments in ledger units, by seller
     * @param pieces the pieces sold; one for each lot that was bought
     * @param entries all payments, to escrow
     */
    record LotsSold(
            long round,
            String draw,
            List<Demand> demand,
            List<ProcurementAuction.Offer> offers,
            List<ProcurementAuction.Purchase> purchases,
            List<Piece> pieces,
            List<MarketPayment> entries)
            implements MarketEvent {
        public LotsSold {
            demand = List.copyOf(demand);
            offers = List.copyOf(offers);
            purchases = List.copyOf(purchases);
            pieces = List.copyOf(pieces);
            entries = List.copyOf(entries);
        }

        /** Returns the orders of the round. */
        public RoundFrozen orders() {
            return new RoundFrozen(
                    round,
                    demand.stream().map(Demand::buyer).toList(),
                    offers.stream().map(ProcurementAuction.Offer::seller).toList(),
                    draw);
        }

        /** Returns the number of demanded lots. */
        public int demandLots() {
            return demand.stream().mapToInt(batch -> batch.lots().size()).sum();
        }
    }

    /** Lots of a batch that wait for a round. */
    record Demand(String buyer, String task, List<RequestLot> lots) {
        public Demand {
            lots = List.copyOf(lots);
        }
    }

    /** Lot that was resold; prices in half ticks. */
    record LotTrade(
            String buyer, int buyerLot, String seller, int sellerLot, long buyerHalfTicks, long sellerHalfTicks) {}

    /**
     * A result was submitted.
     *
     * @param dueMillis milliseconds of the market's clock until which its buyer may reject it
     */
    record PieceDone(String piece, String digest, long dueMillis) implements MarketEvent, OfPiece {}

    /** The answers of a piece were measured; follows {@link PieceDone}. */
    record PieceMetered(String piece, PieceMeter.Answers answers) implements MarketEvent, OfPiece {}

    /**
     * A piece was disputed.
     *
     * @param agent the agent that disputes it
     * @param stakeUnits stake held from that agent, ledger units
     * @param dueMillis milliseconds of the market's clock until which the operator may rule
     */
    record PieceRejected(String piece, String agent, String reason, long stakeUnits, long dueMillis)
            implements MarketEvent, OfPiece {}

    /**
     * The stake of an agent was raised. The agent's inactivity had counted as a dispute, and its free balance had not covered the stake. The
     * missing units are taken from the amount that the piece returns to the agent.
     *
     * @param units the missing part of the stake
     */
    record StakeRaised(String piece, long units) implements MarketEvent, OfPiece {}

    /** The fine for a lot was charged, because its aerial agent reported it undoable, and neither its leader nor a ruling confirmed that. */
    record LotFined(String piece) implements MarketEvent, OfPiece {}

    /**
     * A worker reported that a piece cannot be done.
     *
     * @param dueMillis milliseconds of the market's clock until which its buyer, and for a lot also its leader, may answer
     */
    record PieceUndoable(String piece, String reason, long dueMillis) implements MarketEvent, OfPiece {}

    /** A buyer, or the leader of a lot, confirmed that a piece cannot be done. */
    record PieceConfirmed(String piece, String agent) implements MarketEvent, OfPiece {}

    /** A piece was paid. If an agent lost its stake, the stake was paid to the worker of the piece. */
    record PiecePaid(String piece, Piece.Cause cause) implements MarketEvent, OfPiece {}

    /**
     * A piece was not done, or a ruling went against its worker. Its money was returned. The leader's bond was paid to the buyer, and the
     * bond of an aerial agent to the leader.
     */
    record PieceFailed(String piece, Piece.Cause cause) implements MarketEvent, OfPiece {}

    /**
     * A piece ended without payment to its worker. Its money was returned, and bonds were released.
     *
     * @param feeUnits amount of the bill that the house kept, ledger units
     */
    record PieceReturned(String piece, Piece.Cause cause, long feeUnits) implements MarketEvent, OfPiece {}

    /** Bytes with this SHA-256 were erased. They no longer count as uploaded; the charge for the upload is not reduced. */
    record BytesErased(String agent, String digest) implements MarketEvent {}

    /** Bytes were uploaded; {@code bytes} is their number, {@code digest} their SHA-256. */
    record BlobPut(String agent, String digest, int bytes) implements MarketEvent {}
}
