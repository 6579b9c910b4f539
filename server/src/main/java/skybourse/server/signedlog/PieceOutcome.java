package skybourse.server.signedlog;

import skybourse.server.codec.InferenceRecordBody;
import skybourse.server.codec.RoundRecordBody;
import skybourse.venue.event.Piece;

/**
 * Outcome of a piece.
 *
 * @param piece id of the piece
 * @param result {@code PAID}, {@code FAILED} or {@code RETURNED}
 * @param cause reason of the outcome
 * @param seq number of the entry that ended the piece
 * @param usedVolume billed volume of its answers in an inference market; 0 without a result, and in a two-tier market
 */
record PieceOutcome(String piece, String result, Piece.Cause cause, long seq, long usedVolume) {

    RoundRecordBody.Outcome row() {
        return new RoundRecordBody.Outcome(piece, result, cause, seq);
    }

    InferenceRecordBody.MeasuredOutcome measuredRow() {
        return new InferenceRecordBody.MeasuredOutcome(piece, result, cause, seq, usedVolume);
    }
}
