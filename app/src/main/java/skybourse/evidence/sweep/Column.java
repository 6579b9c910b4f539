package skybourse.evidence.sweep;

/**
 * A column that a task measures.
 *
 * @param name in files
 * @param unit of its numbers
 * @param meaning in one phrase
 * @param ofMachine whether it is a time or memory of the machine, which differs in each run: it stands in {@code timing.csv} and in cells
 *     only, without a digest
 */
public record Column(String name, String unit, String meaning, boolean ofMachine) {

    /** Describes a column that does not depend on the machine. */
    public Column(String name, String unit, String meaning) {
        this(name, unit, meaning, false);
    }

    /** Returns a column that depends on the machine. */
    public static Column ofMachine(String name, String unit, String meaning) {
        return new Column(name, unit, meaning, true);
    }
}
