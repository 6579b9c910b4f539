package skybourse.receipt;

import java.util.List;

/**
 * One thing that was checked, or not.
 *
 * @param number of the line; {@code docs/reference/receipts.md} says what each is
 * @param verdict how it came out
 * @param text what holds, what is wrong, or what is needed to check it
 */
public record CheckedLine(int number, Verdict verdict, String text) {

    /** How a line comes out. */
    public enum Verdict {
        /** It was checked and holds. */
        HOLDS,
        /** It was checked and does not hold. */
        BROKEN,
        /** Something that it needs is not there. */
        NOT_CHECKED
    }

    /** Returns the one of two lines that says more against the exchange: broken before not checked, and this one of equals. */
    public CheckedLine worse(CheckedLine other) {
        List<Verdict> order = List.of(Verdict.BROKEN, Verdict.NOT_CHECKED, Verdict.HOLDS);
        return order.indexOf(other.verdict) < order.indexOf(verdict) ? other : this;
    }

    static CheckedLine holds(int number, String text) {
        return new CheckedLine(number, Verdict.HOLDS, text);
    }

    static CheckedLine broken(int number, String text) {
        return new CheckedLine(number, Verdict.BROKEN, text);
    }

    static CheckedLine needs(int number, String text) {
        return new CheckedLine(number, Verdict.NOT_CHECKED, "needs " + text);
    }
}
