package skybourse.files.text;

import java.util.regex.Pattern;
import skybourse.base.numeric.LabelSyntax;

/**
 * Thrown if input is invalid. The first line of the message names the source, the field, the rule and the value; an optional second line
 * contains advice.
 */
public final class InvalidInputException extends RuntimeException {

    /** Beginning of the line with advice. */
    public static final String HINT = "Hint: ";

    private static final long serialVersionUID = 1;
    private static final int LONGEST_FIELD = 200;
    private static final Pattern FIELD_FIRST = Pattern.compile("[a-z][A-Za-z]* must ");

    private final String source;
    private final String field;
    private final String complaint;
    private final String advice;

    /**
     * Creates an exception for one field of the input.
     *
     * @param source file or option, such as {@code scenario.yaml}
     * @param field field or line, such as {@code wirelessAgents[3].task.inputBits} or {@code line 17}; empty for the complete input
     * @param complaint the rule and the value, such as {@code must be positive: -1}
     * @param advice a sentence without the prefix "Hint: "; empty for none
     */
    public InvalidInputException(String source, String field, String complaint, String advice) {
        super(line(source + ": " + (field.isEmpty() ? "" : LabelSyntax.cut(field, LONGEST_FIELD) + " ") + complaint)
                + (advice.isEmpty() ? "" : System.lineSeparator() + HINT + line(advice)));
        this.source = source;
        this.field = field;
        this.complaint = complaint;
        this.advice = advice;
    }

    /** Returns the file or option that contains the error. */
    public String source() {
        return source;
    }

    /** Returns the field or line; empty for the complete input. */
    public String field() {
        return field;
    }

    /** Returns the rule and the value. */
    public String complaint() {
        return complaint;
    }

    /** Returns the advice, without the prefix "Hint: "; empty for none. */
    public String advice() {
        return advice;
    }

    /**
     * Creates an exception for a complete input, such as an option.
     *
     * @param source file or option
     * @param complaint the rule and the value
     * @param advice a sentence without the prefix "Hint: "; empty for none
     */
    public InvalidInputException(String source, String complaint, String advice) {
        this(source, "", complaint, advice);
    }

    /**
     * Converts the exception of a record's constructor.
     *
     * @param source file or option
     * @param path path of the record in the source, such as {@code rules}; empty for the complete input
     * @param cause exception whose message has the form <i>name, rule, value</i>; the name is a field of the record
     * @param advice a sentence without the prefix "Hint: "; empty for none
     */
    public static InvalidInputException of(String source, String path, IllegalArgumentException cause, String advice) {
        String complaint = reason(cause);
        boolean named = !path.isEmpty() && FIELD_FIRST.matcher(complaint).lookingAt();
        var failure =
                new InvalidInputException(source, named ? path + "." + complaint : joined(path, complaint), advice);
        failure.initCause(cause);
        return failure;
    }

    /** Returns the message of a failure; the text "null" if the failure has no message. */
    public static String reason(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static String joined(String path, String complaint) {
        return path.isEmpty() ? complaint : path + ": " + complaint;
    }

    /** Returns a text with escaped line breaks, which an id or a file name may contain. */
    private static String line(String text) {
        return LabelSyntax.printable(text);
    }
}
