package skybourse.paper.experiment;

import skybourse.evidence.sweep.Interval;

/** A number that is computed from the tables of an experiment; {@code docs/guides/reproduce-the-paper.md} says how one is written. */
@FunctionalInterface
interface Formula {

    /** Computes it, with its interval over seeds where it is the mean of a column. */
    Interval in(Scope scope);

    /** Computes its mean. */
    default double number(Scope scope) {
        return in(scope).mean();
    }

    /** Tells a condition, which is 1 where it holds. */
    default boolean holds(Scope scope) {
        return number(scope) == 1;
    }

    /**
     * Reads a formula.
     *
     * @throws IllegalArgumentException where it is none
     */
    static Formula of(String text) {
        return new FormulaReader(text).read();
    }
}
