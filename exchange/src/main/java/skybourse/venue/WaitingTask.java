package skybourse.venue;

import skybourse.base.scenario.Task;

/**
 * A task under its name.
 *
 * @param agent whose it is
 * @param name among those of the agent
 * @param amounts input, work and deadline
 * @param units in how many equal parts the payload may be cut
 * @param payload its SHA-256; empty for none
 * @param lastRound the last round that it may be sold in
 * @param round the round it was put for
 * @param holdUnits what was kept for its bill when it was put
 * @param stage how it stands
 * @param soldIn the round that it was sold in; -1 where it was not
 * @param reason why it was left out of a round; empty where it was not
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
        String reason) {

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

    WaitingTask at(Stage other, long sold) {
        return at(other, sold, reason);
    }

    WaitingTask leftOut(String why) {
        return at(Stage.LEFT_OUT, -1, why);
    }

    private WaitingTask at(Stage other, long sold, String why) {
        return new WaitingTask(agent, name, amounts, units, payload, lastRound, round, holdUnits, other, sold, why);
    }

    boolean isSameAs(Command.PutTask put) {
        return amounts.equals(put.amounts())
                && units == put.units()
                && payload.equals(put.payload())
                && lastRound == put.lastRound();
    }
}
