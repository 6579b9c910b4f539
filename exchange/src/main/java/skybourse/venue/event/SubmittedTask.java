package skybourse.venue.event;

import skybourse.base.agent.Task;

/**
 * Task of a wireless agent, or batch of requests of a buyer in an inference market, with its name and stage.
 *
 * @param agent id of its buyer
 * @param name its name, unique among those of the agent
 * @param amounts input, work and deadline
 * @param units number of equal units; 0 if it is divisible
 * @param payload SHA-256 of its bytes
 * @param lastRound the last round in which it may be sold
 * @param round the round for which it was submitted
 * @param holdUnits amount held for its bill when it was submitted, ledger units
 * @param stage its stage
 * @param soldIn the round in which it was sold. For a batch, the round in which its last lot was sold, also if others were not. -1 if it was not sold, and
 *     while a batch is open
 * @param reason reason why it was left out of a round; empty if it was not left out
 * @param putSeq number of the journal entry with which it was submitted
 * @param endSeq number of the journal entry that ended its first stage; 0 while it is open
 */
public record SubmittedTask(
        String agent,
        String name,
        Task amounts,
        int units,
        String payload,
        long lastRound,
        long round,
        long holdUnits,
        Stage stage,
        long soldIn,
        String reason,
        long putSeq,
        long endSeq) {

    /** Stage of a task. */
    public enum Stage {
        /** It waits for a round. */
        OPEN,
        /** It was sold. Each of its pieces has its own stage. */
        SOLD,
        /** It was withdrawn. */
        WITHDRAWN,
        /** Its last round is over. */
        EXPIRED,
        /** No prices that sellers accept were found while the task was in the round. */
        LEFT_OUT
    }

    /** Returns whether it waits for a round. */
    public boolean isOpen() {
        return stage == Stage.OPEN;
    }

    /**
     * Returns the task of an event, which waits for a round.
     *
     * @param seq number of the journal's entry
     */
    public static SubmittedTask of(MarketEvent.TaskPut put, long seq) {
        return new SubmittedTask(
                put.agent(),
                put.task(),
                put.amounts(),
                put.units(),
                put.payload(),
                put.lastRound(),
                put.round(),
                put.holdUnits(),
                Stage.OPEN,
                -1,
                "",
                seq,
                0);
    }

    /**
     * Returns the batch of an event as a task, which waits for a round. Its work is its reserved volume, and its units are its requests.
     *
     * @param seq number of the journal's entry
     */
    public static SubmittedTask of(MarketEvent.BatchPut put, InferenceProduct product, long seq) {
        long volume = put.lots().stream().mapToLong(RequestLot::volume).sum();
        var amounts = new Task(8.0 * put.bytes(), volume, product.answerSeconds());
        var task = new MarketEvent.TaskPut(
                put.agent(),
                put.task(),
                amounts,
                put.requests(),
                put.payload(),
                put.lastRound(),
                put.round(),
                put.holdUnits());
        return of(task, seq);
    }

    /**
     * Returns this task in another stage.
     *
     * @param other the stage
     * @param sold the round in which it was sold; -1 if it was not
     * @param seq number of the journal's entry
     */
    public SubmittedTask withStage(Stage other, long sold, long seq) {
        return withStage(other, sold, reason, seq);
    }

    /**
     * Returns this task left out of a round.
     *
     * @param why the reason
     * @param seq number of the journal's entry
     */
    public SubmittedTask leftOut(String why, long seq) {
        return withStage(Stage.LEFT_OUT, -1, why, seq);
    }

    private SubmittedTask withStage(Stage other, long sold, String why, long seq) {
        return new SubmittedTask(
                agent, name, amounts, units, payload, lastRound, round, holdUnits, other, sold, why, putSeq, seq);
    }

    /** Returns whether a command submits a batch with equal arguments. Agent and name are not compared. */
    public boolean isSameAs(MarketCommand.PutBatch put) {
        return units == put.reserved().size() && payload.equals(put.payload()) && lastRound == put.lastRound();
    }

    /** Returns whether a command submits a task with equal arguments. Agent and name are not compared. */
    public boolean isSameAs(MarketCommand.PutTask put) {
        return amounts.equals(put.amounts())
                && units == put.units()
                && payload.equals(put.payload())
                && lastRound == put.lastRound();
    }
}
