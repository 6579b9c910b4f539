package skybourse.files.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import skybourse.base.numeric.LabelSyntax;
import tools.jackson.databind.JsonNode;

/** Texts for error messages: suggestions for misspelled names, and shortened values. */
public final class ErrorText {

    private static final int SHOWN = 60;

    private ErrorText() {}

    /** Returns {@code value} as compact JSON, truncated to {@value #SHOWN} characters. */
    public static String show(JsonNode value) {
        return LabelSyntax.cut(value.toString(), SHOWN);
    }

    /** Returns {@code text} in quotes on one line, truncated if it is long. */
    public static String quote(String text) {
        return LabelSyntax.escapedInQuotes(text);
    }

    /**
     * Returns the candidate that is nearest to {@code name}; empty unless their edit distance is at most 1 or at most a third of the candidate's
     * length.
     */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> 3 * distance(name, candidate) <= Math.max(3, candidate.length()));
    }

    /**
     * Returns advice with the nearest candidate, if there is one, and a list of the first 12 candidates. {@code kind} is a plural noun for the
     * candidates.
     */
    public static String suggestion(String name, Collection<String> candidates, String kind) {
        String start = nearest(name, candidates)
                .map(near -> "did you mean " + near + "? The " + kind + " are ")
                .orElse("use one of the " + kind + ": ");
        return start + shortList(candidates) + ".";
    }

    private static String shortList(Collection<String> names) {
        String listed = String.join(", ", names.stream().limit(12).toList());
        return names.size() <= 12 ? listed : listed + " and " + (names.size() - 12) + " more";
    }

    /** Returns the optimal string alignment distance, in which a swap of two adjacent characters is one edit. Ignores case. */
    private static int distance(String a, String b) {
        String left = a.toLowerCase(Locale.ROOT);
        String right = b.toLowerCase(Locale.ROOT);
        int[][] edits = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : least(edits, left, right, i, j);
            }
        }
        return edits[left.length()][right.length()];
    }

    private static int least(int[][] edits, String left, String right, int i, int j) {
        char last = left.charAt(i - 1);
        char other = right.charAt(j - 1);
        int least =
                Math.min(edits[i - 1][j - 1] + (last == other ? 0 : 1), 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean isSwap = i > 1 && j > 1 && last == right.charAt(j - 2) && left.charAt(i - 2) == other;
        return isSwap ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
