package skybourse.venue.event;

import java.util.SortedSet;
import skybourse.base.agent.Task;

/** What somebody asks of the market. Names are the asker's, and are keys: the same name with equal arguments is the same thing. */
public sealed interface Command {

    /** What an agent asks, with its secret. */
    sealed interface OfAgent extends Command {

        /** Returns the agent, by the id of its seat. */
        String agent();
    }

    /** What the operator asks. */
    sealed interface OfOperator extends Command {}

    /** What a timer, or who solves, brings. */
    sealed interface OfMarket extends Command {}

    /**
     * Takes a seat, comes back to it, or changes the terms.
     *
     * @param version rises with each change
     */
    record PutAgent(String agent, long version, Terms terms) implements OfAgent {}

    /** Takes no part from the next round on. What it sold stays its own. */
    record LeaveMarket(String agent, long version) implements OfAgent {}

    /**
     * Wants work done.
     *
     * @param agent a wireless agent without an open task
     * @param task its name, among those of the agent
     * @param amounts input, work and deadline, from publication on
     * @param units of how many equal units it is, each done by one worker; 0 where it is divisible
     * @param payload SHA-256 of its bytes, 64 hexadecimal digits
     * @param lastRound the last round that it may be sold in
     */
    record PutTask(String agent, String task, Task amounts, int units, String payload, long lastRound)
            implements OfAgent {}

    /** Wants it no more. */
    record WithdrawTask(String agent, String task) implements OfAgent {}

    /**
     * Hands in what was computed.
     *
     * @param agent who works on the piece
     * @param digest SHA-256 of the result, 64 hexadecimal digits
     */
    record PutResult(String agent, String piece, String digest) implements OfAgent {}

    /**
     * Says that a piece cannot be done.
     *
     * @param agent the worker of the piece
     */
    record PutUndoable(String agent, String piece, String reason) implements OfAgent {}

    /**
     * Confirms that a piece cannot be done.
     *
     * @param agent the buyer of the piece or, of a lot, its leader
     */
    record ConfirmUndoable(String agent, String piece) implements OfAgent {}

    /**
     * Disputes a result, or that a piece cannot be done: its money waits for a ruling, and a stake of the agent with it.
     *
     * @param agent the buyer of the piece or, of a lot that is said to be undoable, its leader
     */
    record RejectResult(String agent, String piece, String reason) implements OfAgent {}

    /**
     * Brings bytes that a task or a result will name.
     *
     * @param digest their SHA-256, 64 hexadecimal digits
     * @param bytes how many
     */
    record PutBlob(String agent, String digest, int bytes) implements OfAgent {}

    /**
     * Lets whoever has a secret take a seat, from the next change of its terms on, whoever holds it.
     *
     * @param secret its SHA-256, 64 hexadecimal digits
     */
    record Invite(String agent, String secret) implements OfOperator {}

    /**
     * Lets whoever has a secret join as a kind beside the seats of the file, once, also where the market is not open.
     *
     * @param kind {@code wireless}, {@code mobile}, {@code fixed} or {@code aerial}, one that newcomers may be
     * @param secret its SHA-256, 64 hexadecimal digits
     */
    record InviteKind(String kind, String secret) implements OfOperator {}

    /**
     * Brings money in.
     *
     * @param reference of the payment outside; one reference counts once
     */
    record Deposit(String agent, long units, String reference) implements OfOperator {}

    /** Pays money out; as a deposit. */
    record Withdraw(String agent, long units, String reference) implements OfOperator {}

    /**
     * Rules on a dispute.
     *
     * @param pays whether the worker is right: its result is paid, or its piece cannot be done
     */
    record Rule(String piece, boolean pays) implements OfOperator {}

    /**
     * Keeps an agent out of further rounds, or lets it in again.
     *
     * @param version rises with each decision about this agent
     */
    record Bar(String agent, long version, boolean barred) implements OfOperator {}

    /**
     * Closes the orders of a round.
     *
     * @param silent agents that have not been heard of for two rounds
     * @param draw signature that decides mixed prices and ties of the round, 128 hexadecimal digits; a function of market and round
     */
    record Freeze(long round, SortedSet<String> silent, String draw) implements OfMarket {}

    /**
     * Brings the prices of a frozen round.
     *
     * @param solved the best prices that were found
     * @param hardest the buyer whose task is left out if this was the last attempt and the prices cannot be sold; empty for the task
     *     that is farthest from the others
     */
    record SolveFinished(Solved solved, String hardest) implements OfMarket {

        /** Brings prices that leave the choice of a task to the market. */
        public SolveFinished(Solved solved) {
            this(solved, "");
        }
    }

    /** A piece's time has come: its deadline with grace, or the end of objections. */
    record PieceDue(String piece) implements OfMarket {}
}
