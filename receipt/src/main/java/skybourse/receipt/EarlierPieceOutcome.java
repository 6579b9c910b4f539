package skybourse.receipt;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import skybourse.receipt.format.JsonField;

/**
 * End of a piece of an earlier round.
 *
 * @param piece id of the piece
 * @param result {@code PAID}, {@code FAILED} or {@code RETURNED}
 * @param cause {@code silence}, {@code no-result}, {@code ruling}, {@code check}, {@code confirmed} or {@code no-ruling}
 * @param seq number of the journal entry that ended the piece
 * @param usedVolume used volume, on which the bill is based; 0 without a result and in a two-tier market
 * @param unservedVolume reserved volume of the requests without an answer; 0 without a result and in a two-tier market
 */
record EarlierPieceOutcome(String piece, String result, String cause, long seq, long usedVolume, long unservedVolume) {

    /** Cause of the end of a piece on which the operator ruled without a dispute. */
    static final String CHECK = "check";

    /** End of a disputed result without a ruling, if the market pays such results. */
    static final String UNRULED_PAID = "PAID no-ruling";

    /** End of a dispute without a ruling: of any dispute, or only of a piece that was reported undoable if the market pays results. */
    static final String UNRULED_RETURNED = "RETURNED no-ruling";

    private static final int CELLS = 4;
    private static final int INFERENCE_CELLS = 6;
    private static final Pattern ID = Pattern.compile("r([0-9]{1,15})\\.[0-9]{1,9}");

    /** Possible causes of each result. */
    private static final Set<String> KNOWN = Set.of(
            "PAID silence",
            "PAID ruling",
            "PAID check",
            UNRULED_PAID,
            "FAILED no-result",
            "FAILED ruling",
            "FAILED check",
            "RETURNED confirmed",
            "RETURNED ruling",
            UNRULED_RETURNED);

    static EarlierPieceOutcome of(JsonField row) {
        List<JsonField> cells = row.cells(CELLS, "piece, result, cause and seq");
        return new EarlierPieceOutcome(
                cells.get(0).text(),
                cells.get(1).text(),
                cells.get(2).text(),
                cells.get(3).natural(),
                0,
                0);
    }

    /** Reads an outcome of an inference market. */
    static EarlierPieceOutcome ofInference(JsonField row) {
        List<JsonField> cells =
                row.cells(INFERENCE_CELLS, "piece, result, cause, seq, used volume and unserved volume");
        return new EarlierPieceOutcome(
                cells.get(0).text(),
                cells.get(1).text(),
                cells.get(2).text(),
                cells.get(3).natural(),
                cells.get(4).natural(),
                cells.get(5).natural());
    }

    /** Returns the number of the round that sold the piece; -1 if its id has another form. */
    long round() {
        Matcher parts = ID.matcher(piece);
        return parts.matches() ? Long.parseLong(parts.group(1)) : -1;
    }

    boolean isKnown() {
        return KNOWN.contains(text());
    }

    /** Returns result and cause, separated by a space. */
    String text() {
        return result + " " + cause;
    }
}
