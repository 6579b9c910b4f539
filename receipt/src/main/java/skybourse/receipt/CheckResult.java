package skybourse.receipt;

import java.util.List;

/**
 * Result of one check of a receipt.
 *
 * @param number number of the check, defined in {@code docs/reference/receipts.md}
 * @param verdict verdict of the check
 * @param text the statement that holds, the error, or the input that is missing
 */
public record CheckResult(int number, Verdict verdict, String text) {

    /** Verdict of a check. */
    public enum Verdict {
        /** The statement was checked and holds. */
        HOLDS,
        /** The statement was checked and does not hold. */
        BROKEN,
        /** The statement was not checked, because an input is missing. */
        NOT_CHECKED
    }

    /**
     * Returns the worse of two lines. {@code BROKEN} is worse than {@code NOT_CHECKED}, which is worse than {@code HOLDS}. Returns this line if
     * both have the same verdict.
     */
    public CheckResult worse(CheckResult other) {
        List<Verdict> order = List.of(Verdict.BROKEN, Verdict.NOT_CHECKED, Verdict.HOLDS);
        return order.indexOf(other.verdict) < order.indexOf(verdict) ? other : this;
    }

    static CheckResult holds(int number, String text) {
        return new CheckResult(number, Verdict.HOLDS, text);
    }

    static CheckResult broken(int number, String text) {
        return new CheckResult(number, Verdict.BROKEN, text);
    }

    static CheckResult needs(int number, String text) {
        return new CheckResult(number, Verdict.NOT_CHECKED, "needs " + text);
    }
}
