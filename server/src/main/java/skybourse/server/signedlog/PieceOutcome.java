package skybourse.server.signedlog;

import skybourse.server.codec.InferenceRecordBody;
import skybourse.server.codec.RoundRecordBody;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceMeter;

/**
 * Outcome of a piece.
 *
 * @param piece id of the piece
 * @param result {@code PAID}, {@code FAILED} or {@code RETURNED}
 * @param cause reason of the outcome
 * @param seq number of the entry that ended the piece
 * @param answers measured answers in an inference market; none without a result, and in a two-tier market
 */
record PieceOutcome(String piece, String result, Piece.Cause cause, long seq, PieceMeter.Answers answers) {

    RoundRecordBody.Outcome row() {
        return new RoundRecordBody.Outcome(piece, result, cause, seq);
    }

    InferenceRecordBody.MeasuredOutcome measuredRow() {
        return new InferenceRecordBody.MeasuredOutcome(
                piece, result, cause, seq, answers.usedVolume(), answers.unservedVolume());
    }
}
