package skybourse.server.judging;

import java.util.HashMap;
import java.util.Map;

/** Similarity of two texts. */
final class TextSimilarity {

    /** Length of the compared substrings, in UTF-16 code units. */
    private static final int LENGTH = 4;

    /** Only the beginning of a long text is compared. */
    private static final int MOST = 20_000;

    private TextSimilarity() {}

    /**
     * Returns the Dice coefficient of the multisets of all substrings of four code units: twice the size of their intersection, divided by the sum of their
     * sizes. White space is reduced to single spaces first. Only the first 20,000 code units of each text count.
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
            int left0 = counts.merge(right.substring(i - LENGTH, i), -1, Integer::sum);
            common += left0 >= 0 ? 1 : 0;
        }
        int sizes = left.length() + right.length() - 2 * (LENGTH - 1);
        return 2.0 * common / sizes;
    }

    /** Adds a marker at both ends, so that a text of one character has substrings, too. */
    private static String padded(String text) {
        String words = text.strip().replaceAll("\\s+", " ");
        String marker = "\u0002".repeat(LENGTH - 1);
        return marker + words.substring(0, Math.min(MOST, words.length())) + marker;
    }
}
