package skybourse.base.numeric;

import java.util.Locale;

/** Converts names of enum constants to their spelling in files, options, sweeps and tables. */
public final class EnumNames {

    private EnumNames() {}

    /** Returns the name of a constant in lower case, words joined by hyphens, such as {@code expected-cost}. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the name of a constant in camel case, such as {@code expectedCost}. */
    public static String camel(Enum<?> constant) {
        String[] words = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
        var camel = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            camel.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return camel.toString();
    }
}
