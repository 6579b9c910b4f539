package skybourse.venue.event;

import skybourse.base.agent.Task;

/**
 * A task under its name.
 *
 * @param agent whose it is
 * @param name among those of the agent
 * @param amounts input, work and deadline
 * @param units of how many equal units it is; 0 where it is divisible
 * @param payload SHA-256 of its bytes
 * @param lastRound the last round that it may be sold in
 * @param round the round it was put for
 * @param holdUnits what was kept for its bill when it was put
 * @param stage how it stands
 * @param soldIn the round that it was sold in; -1 where it was not
 * @param reason why it was left out of a round; empty where it was not
 * @param putSeq number of the journal's entry that put it
 * @param endSeq number of the entry that ended its first stage; 0 while it is open
 */
public record WaitingTask(
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

    /** How a task stands. */
    public enum Stage {
        /** It waits for a round. */
        OPEN,
        /** It was sold: its pieces say the rest. */
        SOLD,
        /** It was withdrawn. */
        WITHDRAWN,
        /** Its last round is over. */
        EXPIRED,
        /** No prices that sellers accept were found with it. */
        LEFT_OUT
    }

    public WaitingTask at(Stage other, long sold, long seq) {
        return at(other, sold, reason, seq);
    }

    public WaitingTask leftOut(String why, long seq) {
        return at(Stage.LEFT_OUT, -1, why, seq);
    }

    private WaitingTask at(Stage other, long sold, String why, long seq) {
        return new WaitingTask(
                agent, name, amounts, units, payload, lastRound, round, holdUnits, other, sold, why, putSeq, seq);
    }

    public boolean isSameAs(Command.PutTask put) {
        return amounts.equals(put.amounts())
                && units == put.units()
                && payload.equals(put.payload())
                && lastRound == put.lastRound();
    }
}
