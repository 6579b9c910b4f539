package skybourse.server.signedlog;

import skybourse.server.codec.RoundRecordBody;
import skybourse.venue.event.Piece;

/**
 * Outcome of a piece.
 *
 * @param piece id of the piece
 * @param result {@code PAID}, {@code FAILED} or {@code RETURNED}
 * @param cause reason of the outcome
 * @param seq number of the entry that ended the piece
 */
record PieceOutcome(String piece, String result, Piece.Cause cause, long seq) {

    RoundRecordBody.Outcome row() {
        return new RoundRecordBody.Outcome(piece, result, cause, seq);
    }
}
