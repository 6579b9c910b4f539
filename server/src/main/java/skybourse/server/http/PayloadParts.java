package skybourse.server.http;

import java.util.Arrays;
import java.util.stream.IntStream;
import skybourse.server.codec.PieceBody;
import skybourse.server.service.ProblemException;
import skybourse.venue.event.Piece;

/** Divides payloads between pieces: complete lines if the task has units, otherwise ranges of bytes. */
final class PayloadParts {

    private static final byte NEWLINE = '\n';

    private PayloadParts() {}

    /**
     * Checks that a payload has one line per unit. Lines end with a newline, which the last one may lack, and none is empty.
     *
     * @param units number of units of the task; 0 if it is divisible and only an empty payload is refused
     */
    static void check(byte[] payload, int units) {
        if (payload.length == 0) {
            throw ProblemException.invalid("payload", "must have at least 1 byte", 0);
        }
        int[] ends = units > 0 ? ends(payload) : new int[0];
        if (ends.length != units) {
            throw ProblemException.invalid("payload", "must have one line per unit, " + units, ends.length);
        }
        for (int line = 0; line < units; line++) {
            if (start(ends, line) == ends[line]) {
                throw ProblemException.invalid("payload", "must not contain an empty line", "line " + (line + 1));
            }
        }
    }

    /** Returns the end of each line: the index of its newline, or the length if the last line has none. */
    private static int[] ends(byte[] payload) {
        boolean isOpen = payload.length > 0 && payload[payload.length - 1] != NEWLINE;
        IntStream newlines = IntStream.range(0, payload.length).filter(at -> payload[at] == NEWLINE);
        return IntStream.concat(newlines, isOpen ? IntStream.of(payload.length) : IntStream.empty())
                .toArray();
    }

    private static int start(int[] ends, int line) {
        return line == 0 ? 0 : ends[line - 1] + 1;
    }

    /**
     * Returns the part of a payload that belongs to a piece. Lines include all newlines but the last.
     *
     * @param units number of units of the task; 0 if it is divisible
     */
    static byte[] of(byte[] payload, int units, Piece piece) {
        int count = units > 0 ? units : payload.length;
        int from = PieceBody.place(piece.from(), count);
        int to = PieceBody.place(piece.to(), count);
        if (units == 0 || from >= to) {
            return Arrays.copyOfRange(payload, from, Math.max(from, to));
        }
        int[] ends = ends(payload);
        return Arrays.copyOfRange(payload, start(ends, from), ends[to - 1]);
    }
}
