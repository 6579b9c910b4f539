package skybourse.app.options;

import skybourse.base.numeric.LabelSyntax;
import skybourse.files.text.InvalidInputException;

/** Range checks for option values. Each check throws {@link InvalidInputException} with the name of the option if the value is invalid. */
public final class OptionRangeCheck {

    private OptionRangeCheck() {}

    /** Requires {@code value >= least}. */
    public static void atLeast(long least, long value, String option) {
        if (value < least) {
            throw new InvalidInputException(
                    option, "must be at least " + least + ": " + value, "omit the option to use the default.");
        }
    }

    /** Requires {@code least <= value <= most}. */
    public static void within(long least, long value, long most, String option) {
        atLeast(least, value, option);
        if (value > most) {
            throw new InvalidInputException(
                    option, "must be at most " + most + ": " + value, "use " + option + " " + most + " or fewer.");
        }
    }

    /** Requires a valid label, such as the name of a scenario. */
    public static void label(String text, String option) {
        if (!LabelSyntax.violatedRule(text).isEmpty()) {
            throw new InvalidInputException(
                    option,
                    LabelSyntax.violatedRule(text) + ": " + LabelSyntax.escapedInQuotes(text),
                    "use a short name on one line.");
        }
    }

    /**
     * Requires a number from 0 to 1.
     *
     * @param hint advice in the error message
     */
    public static void share(double value, String option, String hint) {
        if (!(value >= 0 && value <= 1)) {
            throw new InvalidInputException(option, "must be from 0 to 1: " + value, hint);
        }
    }

    /** Requires a finite number above 0. */
    public static void positive(double value, String option) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InvalidInputException(
                    option, "must be positive and finite: " + value, "use a small number, such as 1e-6.");
        }
    }
}
