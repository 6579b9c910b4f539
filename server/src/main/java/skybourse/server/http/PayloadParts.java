package skybourse.server.http;

import java.util.Arrays;
import java.util.stream.IntStream;
import skybourse.server.codec.PieceBody;
import skybourse.server.service.Problem;
import skybourse.venue.event.Piece;

/** The bytes of a payload that a piece carries: whole lines where its task comes in units, otherwise a range of bytes. */
final class PayloadParts {

    private static final byte NEWLINE = '\n';

    private PayloadParts() {}

    /**
     * Requires one line for each unit: lines end with a newline, which the last one may lack, and none is empty.
     *
     * @param units of the task; 0 where it is divisible and any bytes will do
     */
    static void check(byte[] payload, int units) {
        if (payload.length == 0) {
            throw Problem.invalid("payload", "must have at least 1 byte", 0);
        }
        int[] ends = units > 0 ? ends(payload) : new int[0];
        if (ends.length != units) {
            throw Problem.invalid("payload", "must have one line per unit, " + units, ends.length);
        }
        for (int line = 0; line < units; line++) {
            if (start(ends, line) == ends[line]) {
                throw Problem.invalid("payload", "must not contain an empty line", "line " + (line + 1));
            }
        }
    }

    /** Returns where lines end: the places of their newlines, and the end of a last line that has none. */
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
     * Returns what a piece carries; of lines, all newlines but the last.
     *
     * @param units of its task; 0 where it is divisible
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
