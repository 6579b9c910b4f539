package skybourse.server.signedlog;

import skybourse.server.codec.RecordBody;
import skybourse.venue.event.Piece;

/**
 * Outcome of a piece.
 *
 * @param piece its id
 * @param result {@code PAID}, {@code FAILED} or {@code RETURNED}
 * @param cause the reason
 * @param seq number of the entry that ended it
 */
record PieceOutcome(String piece, String result, Piece.Cause cause, long seq) {

    RecordBody.Outcome row() {
        return new RecordBody.Outcome(piece, result, cause, seq);
    }
}
