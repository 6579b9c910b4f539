package skybourse.base.numeric;

import java.util.Locale;

/** Spelling of enum constants in files, options, sweeps and tables. */
public final class Wire {

    private Wire() {}

    /** Returns the name of a constant in lower case, words joined by hyphens, such as {@code expected-cost}. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
