package skybourse.app.options;

import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;
import skybourse.base.numeric.Numeral;

/** Numbers on the command line, written as everywhere else: {@code 1e-6d}, {@code 0x10} and {@code NaN} are none. */
public final class NumberOptions {

    private NumberOptions() {}

    /** Returns the parser, which from now on reads the numbers of all its commands' options by {@link Numeral}. */
    public static CommandLine readBy(CommandLine line) {
        return line.registerConverter(Double.class, NumberOptions::decimal)
                .registerConverter(double.class, NumberOptions::decimal)
                .registerConverter(Long.class, NumberOptions::whole)
                .registerConverter(long.class, NumberOptions::whole)
                .registerConverter(Integer.class, NumberOptions::small)
                .registerConverter(int.class, NumberOptions::small);
    }

    /** Returns the finite number that a text is. */
    static double decimal(String text) {
        double number = Numeral.decimal(text).orElse(Double.NaN);
        if (!Double.isFinite(number)) {
            throw new TypeConversionException(text + " is no number");
        }
        return number;
    }

    private static long whole(String text) {
        OptionalLong number = Numeral.whole(text);
        return number.orElseThrow(() -> new TypeConversionException(text + " is not a whole number of 64 bits"));
    }

    private static int small(String text) {
        long number = whole(text);
        if (number != (int) number) {
            throw new TypeConversionException(text + " is not a whole number of 32 bits");
        }
        return (int) number;
    }
}
