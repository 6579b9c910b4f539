package skybourse.files.importer;

import skybourse.files.text.CsvTable;
import skybourse.files.text.InvalidInputException;

/**
 * Importer of a format of data files, used by {@code import} for requests, places, tracks or devices. Plugins may add implementations. An
 * implementation must have no state, so that equal files have equal tables.
 */
public interface Importer {

    /** Returns the name of the format, in lower case, with words joined by dashes. */
    String name();

    /**
     * Returns whether a file has this format, according to the suffix of its name or the beginning of its content. Must not throw, and must return
     * false for comma-separated values.
     *
     * @param file name of the file, as given by the user
     * @param bytes arbitrary content
     */
    boolean reads(String file, byte[] bytes);

    /**
     * Returns the table of a file that this importer {@link #reads}. Columns are those of {@code docs/reference/scenario-files.md} for the kind of
     * data; users assign other columns with {@code --map}.
     *
     * @param file name of the file, for messages
     * @param bytes content of the file
     * @throws InvalidInputException if the file is not valid; the message names the line
     */
    CsvTable table(String file, byte[] bytes);
}
