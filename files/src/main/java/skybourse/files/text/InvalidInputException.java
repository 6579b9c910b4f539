package skybourse.files.text;

import java.util.regex.Pattern;
import skybourse.base.numeric.Label;

/** Thrown if input is invalid. The first line names the source, the field, the rule and the value; a second line says what to do. */
public final class InvalidInputException extends RuntimeException {

    /** Beginning of the line that says what to do. */
    public static final String HINT = "Hint: ";

    private static final long serialVersionUID = 1;
    private static final int LONGEST_FIELD = 200;
    private static final Pattern FIELD_FIRST = Pattern.compile("[a-z][A-Za-z]* must ");

    private final String source;
    private final String field;
    private final String complaint;
    private final String advice;

    /**
     * Describes the one thing that is wrong.
     *
     * @param source the file or option, such as {@code scenario.yaml}
     * @param field where in it, such as {@code wirelessAgents[3].task.inputBits} or {@code line 17}; empty for the whole
     * @param complaint the rule and the value, such as {@code must be positive: -1}
     * @param advice what to do, a sentence without the prefix "Hint: "; empty for none
     */
    public InvalidInputException(String source, String field, String complaint, String advice) {
        super(line(source + ": " + (field.isEmpty() ? "" : Label.cut(field, LONGEST_FIELD) + " ") + complaint)
                + (advice.isEmpty() ? "" : System.lineSeparator() + HINT + line(advice)));
        this.source = source;
        this.field = field;
        this.complaint = complaint;
        this.advice = advice;
    }

    /** Returns the file or option. */
    public String source() {
        return source;
    }

    /** Returns where in it; empty for the whole. */
    public String field() {
        return field;
    }

    /** Returns the rule and the value. */
    public String complaint() {
        return complaint;
    }

    /** Returns what to do, without the prefix "Hint: "; empty for none. */
    public String advice() {
        return advice;
    }

    /**
     * Describes what is wrong with the whole of something, such as an option.
     *
     * @param source the file or option
     * @param complaint the rule and the value
     * @param advice what to do, a sentence without the prefix "Hint: "; empty for none
     */
    public InvalidInputException(String source, String complaint, String advice) {
        this(source, "", complaint, advice);
    }

    /**
     * Says where a record's own complaint comes from.
     *
     * @param source the file or option
     * @param path where the record stands in it, such as {@code rules}; empty for the whole
     * @param cause the complaint, <i>name, rule, value</i>; what it names is a field of the record
     * @param advice what to do, a sentence without the prefix "Hint: "; empty for none
     */
    public static InvalidInputException of(String source, String path, IllegalArgumentException cause, String advice) {
        String complaint = reason(cause);
        boolean named = !path.isEmpty() && FIELD_FIRST.matcher(complaint).lookingAt();
        var failure =
                new InvalidInputException(source, named ? path + "." + complaint : joined(path, complaint), advice);
        failure.initCause(cause);
        return failure;
    }

    /** Returns what a failure says of itself, "null" where it says nothing. */
    public static String reason(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static String joined(String path, String complaint) {
        return path.isEmpty() ? complaint : path + ": " + complaint;
    }

    /** Returns a text in one line whatever it holds: an id or a name of a file may have line breaks. */
    private static String line(String text) {
        return Label.printable(text);
    }
}
