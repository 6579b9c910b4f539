package skybourse.venue.event;

import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import skybourse.base.agent.Task;

/**
 * Command to the market. Names are chosen by the sender and are idempotency keys: a command with the same name and equal arguments is the same
 * command.
 */
public sealed interface MarketCommand {

    /** Command of an agent, authenticated by its secret. */
    sealed interface OfAgent extends MarketCommand {

        /** Returns the id of the agent's seat. */
        String agent();
    }

    /** Command of the operator. */
    sealed interface OfOperator extends MarketCommand {}

    /** Command of the market's own timers and solver. */
    sealed interface OfMarket extends MarketCommand {}

    /**
     * Takes a seat, returns to a seat, or changes the terms of its agent.
     *
     * @param version version of the terms, which must rise with each change
     * @param spendUnitsADay the most that a buyer's commands may spend in a day of the market's clock, ledger units; empty for no limit
     * @param signer Ed25519 key that signed the command, 64 hexadecimal digits; empty if it is not signed
     */
    record PutAgent(String agent, long version, AgentTerms terms, OptionalLong spendUnitsADay, String signer)
            implements OfAgent {

        /** Creates a command that is not signed and sets no spending limit. */
        public PutAgent(String agent, long version, AgentTerms terms) {
            this(agent, version, terms, OptionalLong.empty(), "");
        }
    }

    /** Leaves the market. The agent is not in rounds that are frozen later. Pieces that were sold remain the agent's. */
    record LeaveMarket(String agent, long version) implements OfAgent {}

    /**
     * Submits a task.
     *
     * @param agent a wireless agent without an open task
     * @param task its name, unique among the tasks of the agent
     * @param amounts input, work and deadline; the deadline counts from publication of the round
     * @param units number of equal units, each computed by one worker; 0 if the task is divisible
     * @param payload SHA-256 of its bytes, 64 hexadecimal digits
     * @param lastRound the last round in which it may be sold
     */
    record PutTask(String agent, String task, Task amounts, int units, String payload, long lastRound)
            implements OfAgent {}

    /**
     * Submits a batch of requests to an inference market.
     *
     * @param agent a buyer without an open batch
     * @param task its name, unique among the batches of the agent
     * @param reserved reserved volume of each request, in their order
     * @param bytes number of bytes of the payload
     * @param payload SHA-256 of its bytes, 64 hexadecimal digits
     * @param lastRound the last round in which its lots may be sold
     */
    record PutBatch(String agent, String task, List<Long> reserved, int bytes, String payload, long lastRound)
            implements OfAgent {
        public PutBatch {
            reserved = List.copyOf(reserved);
        }
    }

    /** Withdraws a task, or the lots of a batch that were not sold. */
    record WithdrawTask(String agent, String task) implements OfAgent {}

    /**
     * Submits the result of a piece.
     *
     * @param agent the worker of the piece
     * @param digest SHA-256 of the result, 64 hexadecimal digits
     */
    record PutResult(String agent, String piece, String digest) implements OfAgent {}

    /**
     * Submits the answers of a piece of an inference market.
     *
     * @param agent the seller of the piece
     * @param digest SHA-256 of the answers, 64 hexadecimal digits
     * @param answers measured answers; used and unserved volume are together at most the reserved volume of the piece
     */
    record PutAnswers(String agent, String piece, String digest, PieceMeter.Answers answers) implements OfAgent {}

    /**
     * Reports that a piece cannot be done.
     *
     * @param agent the worker of the piece
     */
    record PutUndoable(String agent, String piece, String reason) implements OfAgent {}

    /**
     * Confirms that a piece cannot be done.
     *
     * @param agent the buyer of the piece; for a lot also its leader
     */
    record ConfirmUndoable(String agent, String piece) implements OfAgent {}

    /**
     * Disputes a result, or the report that a piece cannot be done. The piece's money and a stake of the agent are held until a ruling.
     *
     * @param agent the buyer of the piece; for a lot that is reported undoable also its leader
     */
    record RejectResult(String agent, String piece, String reason) implements OfAgent {}

    /**
     * Uploads bytes that a task or a result will name.
     *
     * @param digest their SHA-256, 64 hexadecimal digits
     * @param bytes number of bytes
     */
    record PutBlob(String agent, String digest, int bytes) implements OfAgent {}

    /**
     * Erases a payload, a result or an upload. Its digest stays in the journal.
     *
     * @param agent the buyer of the payload or result, or the agent that uploaded the bytes
     * @param digest SHA-256 of the bytes, 64 hexadecimal digits
     */
    record EraseBytes(String agent, String digest) implements OfAgent {}

    /**
     * Invites the holder of a secret to a seat. The holder takes the seat by submitting terms, even if the seat has another holder.
     *
     * @param secret its SHA-256, 64 hexadecimal digits
     */
    record Invite(String agent, String secret) implements OfOperator {}

    /**
     * Invites the holder of a secret to join once as a newcomer of a given kind, even if the market is not open. Newcomers do not use the seats of
     * the scenario file.
     *
     * @param kind {@code wireless}, {@code mobile}, {@code fixed} or {@code aerial}; newcomers of this kind must be allowed
     * @param secret its SHA-256, 64 hexadecimal digits
     */
    record InviteKind(String kind, String secret) implements OfOperator {}

    /**
     * Credits money that was paid outside the market.
     *
     * @param units ledger units
     * @param reference reference of the outside payment, the idempotency key
     */
    record Deposit(String agent, long units, String reference) implements OfOperator {}

    /** Debits money that is paid outside the market. Parameters as in {@link Deposit}. */
    record Withdraw(String agent, long units, String reference) implements OfOperator {}

    /**
     * Rules on a dispute.
     *
     * @param pays whether the ruling is for the worker; its result is then paid, or its piece counts as one that could not be done
     */
    record Rule(String piece, boolean pays) implements OfOperator {}

    /**
     * Ends a piece that is not disputed, in an inference market whose answers are checked.
     *
     * @param pays whether it is paid, without a penalty for requests without an answer; otherwise it fails. A piece that is reported undoable can only
     *     fail
     */
    record Check(String piece, boolean pays) implements OfOperator {}

    /**
     * Excludes an agent from further rounds, or admits it again.
     *
     * @param version version of the decision, which must rise with each decision about this agent
     */
    record Bar(String agent, long version, boolean barred) implements OfOperator {}

    /**
     * Closes the orders of a round.
     *
     * @param silent agents that have been inactive for two rounds
     * @param draw signature that determines sampled prices and ties of the round, 128 hexadecimal digits; a function of market and round
     */
    record Freeze(long round, SortedSet<String> silent, String draw) implements OfMarket {}

    /**
     * Submits the prices of a frozen round.
     *
     * @param solved prices of the round, with the bounds that certify them
     * @param hardest the buyer whose task is left out if this was the last attempt and the round cannot be sold at the prices; if empty, the task
     *     that differs most from the others is left out
     * @param admission decision about the posted prices of the round
     */
    record SolveFinished(RoundPrices solved, String hardest, PostedPriceAdmission admission) implements OfMarket {

        /** Creates a command without a decision about posted prices. */
        public SolveFinished(RoundPrices solved, String hardest) {
            this(solved, hardest, PostedPriceAdmission.NONE);
        }

        /** Creates a command with an empty {@code hardest}, without a decision about posted prices. */
        public SolveFinished(RoundPrices solved) {
            this(solved, "");
        }
    }

    /**
     * Reports that the time limit of a piece's stage has passed. Such limits are the deadline plus the grace time, and the ends of the
     * times for objections and for a ruling.
     */
    record PieceDue(String piece) implements OfMarket {}
}
