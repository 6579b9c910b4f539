package skybourse.round.market;

/**
 * When one branch of a task is back, and which of its parts is the last.
 *
 * @param seconds since the start of the round
 * @param last the part that ends the branch
 */
public record BranchDelay(double seconds, Part last) {

    /** A part of what a leader was sent. */
    public enum Part {
        /** Done by the leader in the round. */
        ON_TIME,
        /** Left over: done by the leader after the round. */
        WAITING,
        /** Done by an aerial agent. */
        RESOLD
    }

    /** Returns this, or the given part if it ends later. */
    BranchDelay orLater(double partSeconds, Part part) {
        return partSeconds > seconds ? new BranchDelay(partSeconds, part) : this;
    }
}
