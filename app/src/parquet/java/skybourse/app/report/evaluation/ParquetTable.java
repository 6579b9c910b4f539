package skybourse.app.report.evaluation;

import blue.strategic.parquet.Dehydrator;
import blue.strategic.parquet.ParquetWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import skybourse.app.report.SweepRowsWriter;
import skybourse.evidence.sweep.ResultTable;

/** Writer of the rows of a sweep as one Parquet file. Axes are text, the seed is a whole number, and all other columns are doubles. */
public final class ParquetTable implements SweepRowsWriter {

    /** Writes the file. A value that does not exist is null. */
    @Override
    public void write(Path file, ResultTable table) {
        int axes = table.sweep().grid().size();
        List<String> names = SweepCsvTables.header(table);
        Types.MessageTypeBuilder schema = Types.buildMessage();
        for (int i = 0; i < names.size(); i++) {
            if (i < axes) {
                schema.required(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(names.get(i));
            } else if (i == axes) {
                schema.required(PrimitiveTypeName.INT64).named(names.get(i));
            } else {
                schema.optional(PrimitiveTypeName.DOUBLE).named(names.get(i));
            }
        }
        MessageType type = schema.named("rows");
        List<String> grid = List.copyOf(table.sweep().grid().keySet());
        Dehydrator<ResultTable.Row> fields = (row, writer) -> {
            grid.forEach(axis -> writer.write(axis, row.settings().text(axis)));
            writer.write("seed", row.seed());
            int column = axes + 1;
            for (double[] numbers : List.of(row.keys(), row.values())) {
                for (double number : numbers) {
                    if (!Double.isNaN(number)) {
                        writer.write(names.get(column), number);
                    }
                    column++;
                }
            }
        };
        try (ParquetWriter<ResultTable.Row> writer = ParquetWriter.writeFile(type, file.toFile(), fields)) {
            for (ResultTable.Row row : table.rows()) {
                writer.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
