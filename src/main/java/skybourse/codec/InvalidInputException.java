package skybourse.codec;

/** Input from outside that breaks a rule: tells where, which rule, which value and, on a second line, what may help. */
public final class InvalidInputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Describes the one thing that is wrong.
     *
     * @param source the file or option, such as {@code scenario.yaml}
     * @param field where in it, such as {@code wirelessAgents[3].task.inputBits} or {@code line 17}; empty for the whole
     * @param complaint the rule and the value, such as {@code must be positive: -1}
     * @param advice what may help, a sentence without the word "Maybe"; empty for none
     */
    public InvalidInputException(String source, String field, String complaint, String advice) {
        super(source + ": " + (field.isEmpty() ? "" : field + " ") + complaint
                + (advice.isEmpty() ? "" : System.lineSeparator() + "Maybe " + advice));
    }
}
