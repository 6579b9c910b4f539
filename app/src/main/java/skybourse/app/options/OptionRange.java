package skybourse.app.options;

import skybourse.base.numeric.Label;
import skybourse.files.text.InvalidInputException;

/** Ranges of option values; a value outside is the user's mistake, told before any work. */
public final class OptionRange {

    private OptionRange() {}

    /** Accepts a whole number not below {@code least}. */
    public static void atLeast(long least, long value, String option) {
        if (value < least) {
            throw new InvalidInputException(
                    option, "must be at least " + least + ": " + value, "omit the option to use the default.");
        }
    }

    /** Accepts a whole number not below {@code least} and not above {@code most}. */
    public static void within(long least, long value, long most, String option) {
        atLeast(least, value, option);
        if (value > most) {
            throw new InvalidInputException(
                    option, "must be at most " + most + ": " + value, "use " + option + " " + most + " or fewer.");
        }
    }

    /** Accepts a label, such as the name of a scenario. */
    public static void label(String text, String option) {
        if (!Label.broken(text).isEmpty()) {
            throw new InvalidInputException(
                    option, Label.broken(text) + ": " + Label.shown(text), "use a short name on one line.");
        }
    }

    /** Accepts a number from 0 to 1. */
    public static void share(double value, String option, String hint) {
        if (!(value >= 0 && value <= 1)) {
            throw new InvalidInputException(option, "must be from 0 to 1: " + value, hint);
        }
    }

    /** Accepts a finite number above zero. */
    public static void positive(double value, String option) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InvalidInputException(
                    option, "must be positive and finite: " + value, "use a small number, such as 1e-6.");
        }
    }
}
