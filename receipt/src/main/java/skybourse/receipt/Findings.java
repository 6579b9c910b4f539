package skybourse.receipt;

import org.jspecify.annotations.Nullable;

/** Collects what is found while a line is checked: the first broken rule decides, else the first file that is missing. */
final class Findings {

    private final int number;
    private @Nullable String broken;
    private @Nullable String needed;

    Findings(int number) {
        this.number = number;
    }

    /** Notes a rule that does not hold. */
    void require(boolean holds, String otherwise) {
        if (!holds && broken == null) {
            broken = otherwise;
        }
    }

    /** Notes what else must be given. */
    void need(String what) {
        needed = needed == null ? what : needed;
    }

    /** Returns the line, with the text that it has where everything holds. */
    CheckedLine line(String holds) {
        if (broken != null) {
            return CheckedLine.broken(number, broken);
        }
        return needed == null ? CheckedLine.holds(number, holds) : CheckedLine.needs(number, needed);
    }
}
