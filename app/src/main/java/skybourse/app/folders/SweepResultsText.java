package skybourse.app.folders;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Utf8InputDecoder;

/**
 * Text form of the results of all cells of a sweep. The first line contains the hash of the specification. The second line contains the
 * names of the numbers in a row. Both begin with {@code #}. Each further line is the result of one cell, as a {@link CellResultLine}.
 * {@code cells.tsv} begins with the same two lines. Only numbers are stored, so that texts, tables and charts can change without running
 * a cell again.
 */
public final class SweepResultsText {

    private static final String NOTE = "# ";
    private static final String ADVICE = "give another file, or omit --cells to run the cells again.";

    private final String source;
    private final Sweep sweep;

    private SweepResultsText(String source, Sweep sweep) {
        this.source = source;
        this.sweep = sweep;
    }

    /** Returns the line with the hash of the sweep's specification. */
    public static String spec(Sweep sweep) {
        return NOTE + SweepText.hash(sweep);
    }

    /** Returns the line with the names of a row's numbers. */
    public static String columns(Sweep sweep) {
        return NOTE + String.join(",", names(sweep.task()));
    }

    private static List<String> names(CellTask task) {
        List<String> names = new ArrayList<>(task.keys());
        names.addAll(task.values());
        return names;
    }

    /** Returns the gzip-compressed text of all cells, in the order of the grid. */
    public static byte[] compressed(ResultTable table) {
        StringBuilder text = new StringBuilder();
        text.append(spec(table.sweep())).append('\n');
        text.append(columns(table.sweep())).append('\n');
        table.results()
                .forEach(result -> text.append(CellResultLine.write(result)).append('\n'));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new SmallGzip(bytes)) {
            gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    private static final class SmallGzip extends GZIPOutputStream {
        SmallGzip(ByteArrayOutputStream to) throws IOException {
            super(to);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    /**
     * Reads the output of {@link #compressed}, which contains each cell of the sweep once.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file
     * @param sweep sweep of the cells; the file may contain the columns of its task in any order
     * @throws InvalidInputException if the content is not valid; the message states the first violated rule
     */
    public static List<CellResult> read(String source, byte[] bytes, Sweep sweep) {
        return new SweepResultsText(source, sweep).cells(bytes);
    }

    private List<CellResult> cells(byte[] bytes) {
        List<String> lines =
                Utf8InputDecoder.decode(source, inflated(bytes)).lines().toList();
        requireSpec(lines);
        String names = lines.size() < 2 ? "" : lines.get(1);
        int[] order = order(names);
        int written = names.split(",", -1).length;
        Set<Sweep.Cell> missing = new HashSet<>(sweep.cells());
        List<CellResult> results = new ArrayList<>();
        for (int i = 2; i < lines.size(); i++) {
            results.add(ordered(cell("line " + (i + 1), lines.get(i), written, missing), order));
        }
        requireAll(results.size());
        return results;
    }

    private void requireAll(int found) {
        int all = sweep.cells().size();
        if (found < all) {
            String held = String.format(Locale.ROOT, "must contain all %d cells: %d", all, found);
            throw bad("", held, "the file is truncated; " + ADVICE);
        }
    }

    /** Parses the cell on a line and removes it from {@code missing}. */
    private CellResult cell(String place, String line, int numbers, Set<Sweep.Cell> missing) {
        CellResult result = CellResultLine.read(line, numbers)
                .orElseThrow(() -> bad(
                        place,
                        "must be a cell, " + numbers + " numbers a row: " + ErrorText.quote(line),
                        "the file was changed; " + ADVICE));
        if (!missing.remove(result.cell())) {
            throw bad(
                    place,
                    "must be a cell of the sweep that no earlier line contains: " + ErrorText.quote(line),
                    "the file was changed; " + ADVICE);
        }
        return result;
    }

    private void requireSpec(List<String> lines) {
        String spec = lines.isEmpty() ? "" : lines.getFirst();
        if (!spec.equals(spec(sweep))) {
            throw bad(
                    "line 1",
                    "must be cells of sweep " + sweep.name() + " with the hash " + SweepText.hash(sweep) + ": "
                            + ErrorText.quote(spec),
                    "use the --full, --quick and --seeds of these cells. If the sweep has changed, omit --cells to run it again.");
        }
    }

    private byte[] inflated(byte[] bytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readNBytes(Utf8InputDecoder.MOST_BYTES + 1);
        } catch (IOException e) {
            throw bad(
                    "",
                    "must be a complete gzip file: " + e.getMessage(),
                    "the file was changed or is truncated; " + ADVICE);
        }
    }

    /** Returns for each column of the task its position in the file. */
    private int[] order(String names) {
        List<String> written =
                List.of(names.substring(Math.min(names.length(), NOTE.length())).split(",", -1));
        return names(sweep.task()).stream()
                .mapToInt(name -> place(name, written, names))
                .toArray();
    }

    private int place(String name, List<String> written, String names) {
        int at = written.indexOf(name);
        if (at < 0) {
            throw bad(
                    "line 2",
                    "must name the column " + name + ": " + ErrorText.quote(names),
                    "omit --cells to run the cells again; the task has new columns.");
        }
        return at;
    }

    private static CellResult ordered(CellResult result, int[] order) {
        return switch (result) {
            case CellResult.Failed failed -> failed;
            case CellResult.Done done ->
                new CellResult.Done(
                        done.cell(),
                        done.rows().stream().map(row -> ordered(row, order)).toList());
        };
    }

    private static double[] ordered(double[] row, int[] order) {
        double[] ordered = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            ordered[i] = row[order[i]];
        }
        return ordered;
    }

    private InvalidInputException bad(String field, String complaint, String advice) {
        return new InvalidInputException(source, field, complaint, advice);
    }
}
