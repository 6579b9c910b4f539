package skybourse.receipt;

import org.jspecify.annotations.Nullable;

/** Findings of the check of one line. The first broken rule determines the result. If no rule is broken, the first missing input does. */
final class CheckFindings {

    private final int number;
    private @Nullable String broken;
    private @Nullable String needed;

    CheckFindings(int number) {
        this.number = number;
    }

    /** Records the text {@code otherwise} as the broken rule if {@code holds} is false and no broken rule is recorded yet. */
    void require(boolean holds, String otherwise) {
        if (!holds && broken == null) {
            broken = otherwise;
        }
    }

    /** Records a missing input, unless another one is already recorded. */
    void need(String what) {
        needed = needed == null ? what : needed;
    }

    /** Returns the result of the line. Its text is {@code holds} if all rules hold and no input is missing. */
    CheckResult line(String holds) {
        if (broken != null) {
            return CheckResult.broken(number, broken);
        }
        return needed == null ? CheckResult.holds(number, holds) : CheckResult.needs(number, needed);
    }
}
