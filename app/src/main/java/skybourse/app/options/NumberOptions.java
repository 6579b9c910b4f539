package skybourse.app.options;

import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;
import skybourse.base.numeric.NumberSyntax;

/** Converters for numeric options. Numbers have the same form as in files; {@code 1e-6d}, {@code 0x10} and {@code NaN} are rejected. */
public final class NumberOptions {

    private NumberOptions() {}

    /** Registers the converters with a parser and with the commands that it already contains, so that {@link NumberSyntax} applies. Returns the parser. */
    public static CommandLine readBy(CommandLine line) {
        return line.registerConverter(Double.class, NumberOptions::decimal)
                .registerConverter(double.class, NumberOptions::decimal)
                .registerConverter(Long.class, NumberOptions::whole)
                .registerConverter(long.class, NumberOptions::whole)
                .registerConverter(Integer.class, NumberOptions::small)
                .registerConverter(int.class, NumberOptions::small);
    }

    /**
     * Returns the number that a text represents.
     *
     * @throws TypeConversionException if the text is not a finite number
     */
    static double decimal(String text) {
        double number = NumberSyntax.decimal(text).orElse(Double.NaN);
        if (!Double.isFinite(number)) {
            throw new TypeConversionException(text + " is no number");
        }
        return number;
    }

    private static long whole(String text) {
        OptionalLong number = NumberSyntax.whole(text);
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
