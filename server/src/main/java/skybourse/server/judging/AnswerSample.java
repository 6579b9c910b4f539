package skybourse.server.judging;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import skybourse.files.text.Sha256;

/**
 * Pseudorandom selection of the answers to check: a keyed hash of piece and request. It cannot be predicted without the secret key.
 *
 * @param key secret key
 * @param share share of the answers to check, in [0, 1]
 */
record AnswerSample(String key, double share) {

    /** Largest number of requests that are asked about a dispute or report. */
    static final int MOST_REQUESTS = 20;

    private static final int DIGITS = 13;
    private static final double RANGE = 0x1p52;

    /** Returns whether the answer to a request is to be checked. */
    boolean selects(String piece, int request) {
        return number(piece, request) < share;
    }

    /** Returns at most {@value #MOST_REQUESTS} of the requests of a piece. */
    List<Integer> of(String piece, List<Integer> requests) {
        return requests.stream()
                .sorted(Comparator.comparingDouble(request -> number(piece, request)))
                .limit(MOST_REQUESTS)
                .toList();
    }

    /** Returns a number in [0, 1). */
    private double number(String piece, int request) {
        String hash = Sha256.of((key + " " + piece + " " + request).getBytes(StandardCharsets.UTF_8));
        return Long.parseLong(hash.substring(0, DIGITS), 16) / RANGE;
    }
}
