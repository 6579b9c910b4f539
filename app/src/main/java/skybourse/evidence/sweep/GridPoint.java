package skybourse.evidence.sweep;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import skybourse.base.numeric.EnumNames;
import skybourse.base.numeric.NumberSyntax;

/**
 * Point of a grid, with a text as the value of each axis of the task. The methods that convert a value check it.
 *
 * @param byAxis value by axis, copied
 */
public record GridPoint(TreeMap<String, String> byAxis) {

    public GridPoint {
        byAxis = new TreeMap<>(byAxis);
    }

    /** Returns the same settings with another value of one axis. */
    public GridPoint with(String axis, String value) {
        GridPoint changed = new GridPoint(byAxis);
        changed.byAxis().put(axis, value);
        return changed;
    }

    /**
     * Returns the value of an axis as text.
     *
     * @throws IllegalArgumentException if there is no such axis
     */
    public String text(String axis) {
        String text = byAxis.get(axis);
        if (text == null) {
            throw new IllegalArgumentException("axis must be one of " + byAxis.keySet() + ": " + axis);
        }
        return text;
    }

    /**
     * Returns the value of an axis, which must be one of the given words.
     *
     * @throws IllegalArgumentException if it is not
     */
    public String word(String axis, List<String> words) {
        String text = text(axis);
        if (!words.contains(text)) {
            throw new IllegalArgumentException(axis + " must be one of " + String.join(", ", words) + ": " + text);
        }
        return text;
    }

    /**
     * Returns the value of an axis as an enum constant, which is spelled in lower case with hyphens.
     *
     * @throws IllegalArgumentException if it is not a constant of this type
     */
    public <T extends Enum<T>> T constant(String axis, Class<T> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(EnumNames::name).toList();
        return type.getEnumConstants()[words.indexOf(word(axis, words))];
    }

    /**
     * Returns the value of an axis as a whole number of at least {@code least}.
     *
     * @throws IllegalArgumentException if it is not such a number or exceeds {@link Integer#MAX_VALUE}
     */
    public int count(String axis, int least) {
        long number = NumberSyntax.whole(text(axis)).orElse(Long.MIN_VALUE);
        if (number >= least && number <= Integer.MAX_VALUE) {
            return (int) number;
        }
        throw new IllegalArgumentException(axis + " must be a whole number from " + least + ": " + text(axis));
    }

    /**
     * Returns the value of an axis as a number.
     *
     * @throws IllegalArgumentException if it is not a number
     */
    public double number(String axis) {
        return NumberSyntax.decimal(text(axis))
                .orElseThrow(() -> new IllegalArgumentException(axis + " must be a number: " + text(axis)));
    }

    /**
     * Returns the numbers of a value such as {@code 20/2/3/3}.
     *
     * @param parts required number of parts
     * @throws IllegalArgumentException if the value does not consist of this many whole numbers of at most nine digits
     */
    public int[] counts(String axis, int parts) {
        String[] pieces = text(axis).split("/", -1);
        if (pieces.length != parts || !Arrays.stream(pieces).allMatch(piece -> piece.matches("\\d{1,9}"))) {
            throw new IllegalArgumentException(
                    axis + " must be " + parts + " whole numbers with slashes between them: " + text(axis));
        }
        return Arrays.stream(pieces).mapToInt(Integer::parseInt).toArray();
    }

    /** Returns the settings as {@code axis=value}, separated by blanks and in the order of the axes' names. */
    public String inWords() {
        return byAxis.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
