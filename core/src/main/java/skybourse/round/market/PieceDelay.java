package skybourse.round.market;

/**
 * Time at which the result of a piece is back, and the part of the piece that determines this time.
 *
 * @param seconds time since the start of the round
 * @param last the part whose result is back last
 */
public record PieceDelay(double seconds, PieceCompletion last) {

    /** Part of a piece. */
    public enum PieceCompletion {
        /** Computed by the leader in the round. */
        ON_TIME,
        /** Left over: computed by the leader after the round. */
        WAITING,
        /** Computed by an aerial agent. */
        RESOLD
    }
}
