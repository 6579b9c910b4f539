package skybourse.round.market;

/**
 * When what one leader was sent is back, and which of its parts is the last.
 *
 * @param seconds since the start of the round
 * @param last the part that is back last
 */
public record LinkDelay(double seconds, Part last) {

    /** A part of what a leader was sent. */
    public enum Part {
        /** Done by the leader in the round. */
        ON_TIME,
        /** Left over: done by the leader after the round. */
        WAITING,
        /** Done by an aerial agent. */
        RESOLD
    }
}
