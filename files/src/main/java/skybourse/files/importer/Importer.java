package skybourse.files.importer;

import skybourse.files.text.CsvTable;
import skybourse.files.text.InvalidInputException;

/**
 * A format of data files that offers itself by name, so that {@code import} reads files of it: requests, places, tracks or devices. Has no
 * state; the same file is the same table each time.
 */
public interface Importer {

    /** Returns the format's name: lower case, words joined by dashes. */
    String name();

    /**
     * Tells whether a file is of this format, by the ending of its name or by what it begins with. Never throws, and leaves comma-separated
     * text alone.
     *
     * @param file the file's name, as it was given
     * @param bytes its content, whatever it is
     */
    boolean reads(String file, byte[] bytes);

    /**
     * Returns the table in a file that it {@link #reads}, under the columns that {@code docs/reference/scenario-files.md} lists for what the file is given as;
     * others are kept for {@code --map}.
     *
     * @throws InvalidInputException for a broken file, naming the line
     */
    CsvTable table(String file, byte[] bytes);
}
