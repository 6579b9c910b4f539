package skybourse.app.report;

import java.nio.file.Path;
import skybourse.evidence.sweep.ResultTable;
import skybourse.files.text.InvalidInputException;

/** Writer of a sweep's rows in an additional format. The library of the format is not part of the program. */
public interface SweepRowsWriter {

    /** Writes all rows of a table to a new file. */
    void write(Path file, ResultTable table);

    /**
     * Returns the writer of Parquet files. Its library is as large as all other libraries together. The launcher therefore downloads it, and
     * compiles the writer, only on request.
     *
     * @throws InvalidInputException if the library or the writer is missing
     */
    static SweepRowsWriter parquet() {
        try {
            Class.forName("blue.strategic.parquet.ParquetWriter", false, SweepRowsWriter.class.getClassLoader());
            return Class.forName("skybourse.app.report.evaluation.ParquetTable")
                    .asSubclass(SweepRowsWriter.class)
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
