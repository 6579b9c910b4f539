package skybourse.app.folders;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.Sweep;

/**
 * Text form of cell results, one line per cell. The fields are separated by tabs. The first two are point and seed. They are followed by {@code ok}
 * and the rows of numbers, or by {@code failed} and the reason.
 */
public final class CellResultLine {

    private static final String OK = "ok";
    private static final String FAILED = "failed";

    private CellResultLine() {}

    /** Returns the line of a result, without line break. Numbers are exact. */
    public static String write(CellResult result) {
        String key = result.cell().point() + "\t" + result.cell().seed() + "\t";
        return switch (result) {
            case CellResult.Done done ->
                key + OK + "\t" + done.rows().stream().map(CellResultLine::row).collect(Collectors.joining(";"));
            case CellResult.Failed failed -> key + FAILED + "\t" + failed.reason();
        };
    }

    private static String row(double[] row) {
        return Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(","));
    }

    /**
     * Returns the result on a line; empty if the line is incomplete, or if a row does not have one number for each key and measured column of the
     * sweep's task.
     *
     * @param line the line, without line break
     * @param sweep sweep that fixes the number of columns
     */
    public static Optional<CellResult> read(String line, Sweep sweep) {
        return read(line, sweep.task().keys().size() + sweep.task().values().size());
    }

    /** Returns the result on a line; empty if the line is incomplete, or if a row does not have {@code columns} numbers. */
    static Optional<CellResult> read(String line, int columns) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            var cell = new Sweep.Cell(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
            if (parts[2].equals(FAILED)) {
                return Optional.of(new CellResult.Failed(cell, parts[3]));
            }
            List<double[]> rows = rows(parts[3]);
            boolean whole = parts[2].equals(OK) && rows.stream().allMatch(row -> row.length == columns);
            return whole ? Optional.of(new CellResult.Done(cell, rows)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<double[]> rows(String text) {
        return Stream.of(text.isEmpty() ? new String[0] : text.split(";"))
                .map(row -> Stream.of(row.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
    }
}
