package skybourse.server.service;

import java.util.List;
import java.util.Locale;
import skybourse.venue.Piece;

/**
 * Outcome of a piece.
 *
 * @param piece its id
 * @param result {@code PAID}, {@code FAILED} or {@code RETURNED}
 * @param cause the reason
 * @param seq number of the entry that ended it
 */
record PieceOutcome(String piece, String result, Piece.Cause cause, long seq) {

    List<Object> row() {
        return List.of(piece, result, cause.name().toLowerCase(Locale.ROOT).replace('_', '-'), seq);
    }
}
