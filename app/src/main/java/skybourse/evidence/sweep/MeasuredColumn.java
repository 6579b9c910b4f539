package skybourse.evidence.sweep;

/**
 * A column that a task measures.
 *
 * @param name name of the column in files
 * @param unit unit of the numbers
 * @param meaning meaning of the column, in one phrase
 * @param ofMachine whether the column is a time or memory of the machine, which differs in each run. Such columns are only in {@code timing.csv} and
 *     among the cell results, and these files have no digest.
 */
public record MeasuredColumn(String name, String unit, String meaning, boolean ofMachine) {

    /** Describes a column that does not depend on the machine. */
    public MeasuredColumn(String name, String unit, String meaning) {
        this(name, unit, meaning, false);
    }

    /** Returns a column that depends on the machine. */
    public static MeasuredColumn ofMachine(String name, String unit, String meaning) {
        return new MeasuredColumn(name, unit, meaning, true);
    }
}
