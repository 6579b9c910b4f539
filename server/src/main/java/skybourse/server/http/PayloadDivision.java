package skybourse.server.http;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.server.codec.PieceBody;
import skybourse.server.service.ProblemException;
import skybourse.venue.event.Piece;

/** Divides a payload between pieces. A piece has complete lines if the task has units, otherwise a range of bytes. */
final class PayloadDivision {

    private static final byte NEWLINE = '\n';

    private PayloadDivision() {}

    /**
     * Checks that a payload has one line per unit and no empty line. Lines end with a newline, which is optional for the last line.
     *
     * @param units number of units of the task; 0 if the task is divisible, in which case the payload must only have at least 1 byte
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

    /** Returns the end of each line. It is the index of the line's newline, or the length of the payload if the last line has no newline. */
    private static int[] ends(byte[] payload) {
        boolean isOpen = payload.length > 0 && payload[payload.length - 1] != NEWLINE;
        IntStream newlines = IntStream.range(0, payload.length).filter(at -> payload[at] == NEWLINE);
        return IntStream.concat(newlines, isOpen ? IntStream.of(payload.length) : IntStream.empty())
                .toArray();
    }

    /** Returns the lines of a text, without their newlines. */
    static List<byte[]> lines(byte[] text) {
        int[] ends = ends(text);
        return IntStream.range(0, ends.length)
                .mapToObj(line -> Arrays.copyOfRange(text, start(ends, line), ends[line]))
                .toList();
    }

    private static int start(int[] ends, int line) {
        return line == 0 ? 0 : ends[line - 1] + 1;
    }

    /**
     * Returns the part of a payload that belongs to a piece. If the part consists of lines, it includes all newlines except the last one.
     *
     * @param units number of units of the task; 0 if the task is divisible
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
