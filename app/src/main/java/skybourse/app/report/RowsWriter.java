package skybourse.app.report;

import java.nio.file.Path;
import skybourse.evidence.sweep.ResultTable;
import skybourse.files.text.InvalidInputException;

/** A further form of the rows of a sweep, whose library does not come with the program. */
public interface RowsWriter {

    /** Writes the file. */
    void write(Path file, ResultTable table);

    /**
     * Returns the writer of Parquet. Its library is as large as all the others: the launcher fetches it, and compiles the writer, when it is
     * asked for.
     *
     * @throws InvalidInputException where either is not there
     */
    static RowsWriter parquet() {
        try {
            Class.forName("blue.strategic.parquet.ParquetWriter", false, RowsWriter.class.getClassLoader());
            return Class.forName("skybourse.app.report.evaluation.ParquetTable")
                    .asSubclass(RowsWriter.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException missing) {
            throw new InvalidInputException(
                    "Parquet",
                    "",
                    "must be on the class path: parquet-floor and its writer",
                    "use the launcher ./skybourse; it downloads them for `--parquet`.");
        }
    }
}
