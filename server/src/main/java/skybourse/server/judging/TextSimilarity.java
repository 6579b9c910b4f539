package skybourse.server.judging;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Similarity of two texts. */
final class TextSimilarity {

    /** Length of the compared substrings, bytes. */
    private static final int LENGTH = 4;

    /** Longest compared text, bytes. */
    static final int MOST = 20_000;

    private TextSimilarity() {}

    /**
     * Returns the Dice coefficient of the multisets of all substrings of four bytes of the texts in UTF-8: twice the size of their intersection, divided by
     * the sum of their sizes. Only the first 20,000 bytes of each text count.
     *
     * @return from 0, if no substring is equal, to 1 for equal texts
     */
    static double of(String first, String second) {
        String left = padded(first);
        String right = padded(second);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = LENGTH; i <= left.length(); i++) {
            counts.merge(left.substring(i - LENGTH, i), 1, Integer::sum);
        }
        int common = 0;
        for (int i = LENGTH; i <= right.length(); i++) {
            int rest = counts.merge(right.substring(i - LENGTH, i), -1, Integer::sum);
            common += rest >= 0 ? 1 : 0;
        }
        int sizes = left.length() + right.length() - 2 * (LENGTH - 1);
        return 2.0 * common / sizes;
    }

    /** Returns a text with one character for each byte. Markers at both ends give short texts substrings, too. */
    private static String padded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String marker = "\u0002".repeat(LENGTH - 1);
        byte[] start = Arrays.copyOf(bytes, Math.min(MOST, bytes.length));
        return marker + new String(start, StandardCharsets.ISO_8859_1) + marker;
    }
}
