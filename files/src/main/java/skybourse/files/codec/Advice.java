package skybourse.files.codec;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import skybourse.base.numeric.Label;
import tools.jackson.databind.JsonNode;

/** Suggests corrections of misspelled names, and formats values for messages. */
public final class Advice {

    private static final int SHOWN = 60;

    private Advice() {}

    /** Returns {@code value} as compact JSON, cut when long. */
    public static String show(JsonNode value) {
        return Label.cut(value.toString(), SHOWN);
    }

    /** Returns {@code text} in quotes on one line, cut when long. */
    public static String quote(String text) {
        return Label.shown(text);
    }

    /** Returns the candidate that {@code name} most resembles, if it differs in at most a third of its letters. */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> 3 * distance(name, candidate) <= Math.max(3, candidate.length()));
    }

    /** Returns a question that suggests the nearest candidate, if one is near, and the list of all candidates, which {@code kind} names. */
    public static String meant(String name, Collection<String> candidates, String kind) {
        String start = nearest(name, candidates)
                .map(near -> "did you mean " + near + "? The " + kind + " are ")
                .orElse("use one of the " + kind + ": ");
        return start + shortList(candidates) + ".";
    }

    private static String shortList(Collection<String> names) {
        String listed = String.join(", ", names.stream().limit(12).toList());
        return names.size() <= 12 ? listed : listed + " and " + (names.size() - 12) + " more";
    }

    /** Levenshtein's edit distance, upper and lower case alike. */
    private static int distance(String a, String b) {
        String left = a.toLowerCase(Locale.ROOT);
        String right = b.toLowerCase(Locale.ROOT);
        int[] row = new int[right.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[row.length - 1];
    }
}
