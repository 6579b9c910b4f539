package skybourse.app.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.files.text.InvalidInputException;

/** Cells as text, of a task with one key and two values. */
class SweepResultsTextTest {

    private static final CellTask TASK = CellTask.of(
                    "made",
                    CellTask.axes("axis=a"),
                    List.of(new MeasuredColumn("first", "1", "made up"), new MeasuredColumn("second", "1", "made up")),
                    (_, _) -> {},
                    (_, _, _) -> {
                        throw new AssertionError("nothing is run");
                    })
            .withKeys("key");

    private static final Sweep SWEEP = new Sweep(
            "made-up",
            TASK,
            new LinkedHashMap<>(Map.of("axis", List.of("a", "b"))),
            List.of(5L),
            ScenarioSource.none());

    private static final CellResult DONE = new CellResult.Done(
            new Sweep.Cell(0, 5), List.of(new double[] {1, 0.5, Double.NaN}, new double[] {2, 3, 4}));

    private static final CellResult FAILED = new CellResult.Failed(new Sweep.Cell(1, 5), "no price");

    @Test
    void cellsRoundTripAsLines() {
        assertThat(CellResultLine.write(DONE)).isEqualTo("0\t5\tok\t1.0,0.5,NaN;2.0,3.0,4.0");
        assertThat(CellResultLine.write(FAILED)).isEqualTo("1\t5\tfailed\tno price");
        assertThat(CellResultLine.read("1\t5\tfailed\tno price", SWEEP)).contains(FAILED);
        assertThat(CellResultLine.read("0\t5\tok\t", SWEEP))
                .contains(new CellResult.Done(new Sweep.Cell(0, 5), List.of()));
        var read = (CellResult.Done)
                CellResultLine.read(CellResultLine.write(DONE), SWEEP).orElseThrow();
        assertThat(read.rows().getFirst()).containsExactly(1, 0.5, Double.NaN);
        assertThat(read.rows().getLast()).containsExactly(2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0;5;ok",
                "0;5;ok;1,2,3;",
                "0;5;done;1,2,3",
                "0;5;;1,2,3",
                "0;5;ok;1,2",
                "0;5;ok;1,2,3,4",
                "0;5;ok;1,x,3",
                "x;5;ok;1,2,3",
                "0;5.5;ok;1,2,3",
                ""
            })
    void ignoresMalformedLines(String line) {
        assertThat(CellResultLine.read(line.replace(';', '\t'), SWEEP)).isEmpty();
    }

    private static byte[] gzip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<CellResult> read(byte[] bytes) {
        return SweepResultsText.read("c.gz", bytes, SWEEP);
    }

    @Test
    void compressedTableRoundTrips() throws IOException {
        byte[] bytes = SweepResultsText.compressed(new ResultTable(SWEEP, List.of(FAILED, DONE)));
        String text =
                new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text)
                .isEqualTo("# " + SweepText.hash(SWEEP) + "\n# key,first,second\n0\t5\tok\t1.0,0.5,NaN;2.0,3.0,4.0\n"
                        + "1\t5\tfailed\tno price\n");
        assertThat(read(bytes))
                .extracting(CellResultLine::write)
                .containsExactly(CellResultLine.write(DONE), CellResultLine.write(FAILED));
        assertThat(bytes).isEqualTo(SweepResultsText.compressed(new ResultTable(SWEEP, read(bytes))));
    }

    @Test
    void readsColumnsInAnyOrder() {
        List<CellResult> read = read(gzip(SweepResultsText.spec(SWEEP)
                + "\n# second,gone,key,first\n0\t5\tok\t3,9,1,2\n1\t5\tfailed\tno price\n"));
        assertThat(((CellResult.Done) read.getFirst()).rows().getFirst()).containsExactly(1, 2, 3);
        assertThat(read.getLast()).isEqualTo(FAILED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SPEC;# key,first,second;0:5:ok:1,2,3                            | must contain all 2 cells: 1
            SPEC;# key,first,second;0:5:ok:1,2,3;0:5:ok:1,2,3               | line 4 must be a cell of the sweep that no earlier line contains: "0\\t5\\tok\\t1,2,3"
            SPEC;# key,first,second;0:6:ok:1,2,3                            | line 3 must be a cell of the sweep that no earlier line contains
            SPEC;# key,first,second;0:5:ok:1,2                              | line 3 must be a cell, 3 numbers a row: "0\\t5\\tok\\t1,2"
            SPEC;# key,second;0:5:ok:1,2                                    | line 2 must name the column first: "# key,second"
            SPEC                                                            | line 2 must name the column key: ""
            # another;# key,first,second                                    | line 1 must be cells of sweep made-up with the hash
            ''                                                              | line 1 must be cells of sweep made-up with the hash
            """)
    void rejectsIncompleteOrForeignTables(String text, String complaint) {
        String file = text.replace("SPEC", SweepResultsText.spec(SWEEP))
                .replace(';', '\n')
                .replace(':', '\t');
        assertThatThrownBy(() -> read(gzip(file)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("c.gz: " + complaint)
                .hasMessageContaining("Hint: ");
    }

    @Test
    void rejectsTruncatedFile() {
        byte[] bytes = SweepResultsText.compressed(new ResultTable(SWEEP, List.of(DONE, FAILED)));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).hasMessageStartingWith("c.gz: must be a complete gzip file: ");
        }
    }
}
