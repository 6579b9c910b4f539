package skybourse.files.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of other programs, with mapped headers, and tables of this program. */
class TablesTest {

    private static CsvTable table(String text) {
        return CsvTable.read("t.csv", text.replace(';', '\n').getBytes(StandardCharsets.UTF_8));
    }

    private static CsvTable table(ColumnMapping headers, String text) {
        return table(text).under(headers);
    }

    private static List<String> rows(String text, String... wanted) {
        List<String> rows = new ArrayList<>();
        TableRowReader.each(
                "r.csv",
                text.replace(';', '\n').lines(),
                List.of(wanted),
                row -> rows.add(row.text(0) + " " + row.number(1) + " " + row.whole(1)));
        return rows;
    }

    @Test
    void columnsHaveRequestedOrder() {
        assertThat(rows("# a note;#;slot,id,units;3,\"a, b\",7;0,c,4", "id", "slot"))
                .containsExactly("a, b 3.0 3", "c 0.0 0");
        assertThat(rows("slot,id", "id", "slot")).isEmpty();
    }

    @Test
    void emptyCellIsNaN() {
        List<Double> numbers = new ArrayList<>();
        TableRowReader.each(
                "r.csv", "a;;-2.5;1e3".replace(';', '\n').lines(), List.of("a"), row -> numbers.add(row.number(0)));
        assertThat(numbers).containsExactly(Double.NaN, -2.5, 1000.0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # only notes            | line 2 must name the columns: no content
            ''                      | line 1 must name the columns: no content
            # note;id,slots;a,1     | line 2 must name the column slot: "id,slots"
            id,slot;a,1;b           | line 3 must have 2 cells: "b"
            id,slot;a,1,2           | line 2 must have 2 cells: "a,1,2"
            id,slot;a,x             | line 2 slot must be a number or empty: "x"
            id,slot;a,NaN           | line 2 slot must be a number or empty: "NaN"
            id,slot;a,Infinity      | line 2 slot must be a number or empty: "Infinity"
            id,slot;a,              | line 2 slot must be a whole number: ""
            id,slot;a,1;a,-1        | line 3 slot must be a whole number: "-1"
            id,slot;a,0.5           | line 2 slot must be a whole number: "0.5"
            """)
    void refusesChangedTables(String text, String complaint) {
        assertThatThrownBy(() -> rows(text, "id", "slot"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(String.format(
                        "r.csv: %s%nHint: restore the file; it was changed after it was written.", complaint));
    }

    @Test
    void headerMappingSuppliesMissingColumns() {
        var headers = new ColumnMapping("--map", List.of("input=prompt", " output = answer "));
        CsvTable first = table(headers, " prompt , answer;7,8");
        assertThat(first.has("input", "output")).isTrue();
        assertThat(first.has("input", "prompt")).isFalse();
        assertThat(first.rows().getFirst().number("output", 0)).isEqualTo(8);
        headers.requireUsed();
        var both = new ColumnMapping("--map", List.of("input=prompt"));
        assertThat(table(both, "input,prompt;1,2").rows().getFirst().text("input"))
                .isEqualTo("1");
        assertThatThrownBy(both::requireUsed)
                .hasMessageStartingWith("--map: must name a header of a file that lacks the column: \"input=prompt\"");
        assertThat(table("input;;1; ;2").rows()).extracting(CsvTable.Row::line).containsExactly(3, 5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            input                 | must be COLUMN=HEADER: "input"
            input=                | must be COLUMN=HEADER: "input="
            inputs=x              | must begin with a column of a format: "inputs=x"
            input=x;output=x      | must name each header once: "output=x"
            """)
    void refusesInvalidHeaderMappings(String pairs, String complaint) {
        assertThatThrownBy(() -> new ColumnMapping("--map", List.of(pairs.split(";"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("--map: " + complaint)
                .hasMessageContaining("Hint: ");
        assertThatThrownBy(() -> new ColumnMapping("--map", List.of("inputt=x")))
                .hasMessageContaining(
                        "Hint: use input, for example; docs/reference/scenario-files.md lists the formats");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                   | line 1 must name the columns: no content
            a,b;1                | line 2 must have 2 cells: "1" has 1
            a,b;1,2;1,2,3        | line 3 must have 2 cells: "1,2,3" has 3
            a,b;1,2;"1,2         | line 3 must close its quotes
            a,b;x,2              | line 2, a must be a number: "x"
            a,b;-1,2             | line 2, a must be finite and at least 1.0: -1
            a,b;1e999,2          | line 2, a must be finite and at least 1.0: 1e999
            a,b;1.1e18,2         | line 2, a must be in [-1e18, 1e18]: 1.1e18
            """)
    void refusesInvalidTables(String text, String complaint) {
        assertThatThrownBy(() -> table(text).rows().forEach(row -> row.number("a", 1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("t.csv: " + complaint)
                .hasMessageContaining("Hint: ");
    }

    @Test
    void limitsSizeOfNumbers() {
        CsvTable.Row row = table("a,b;1e18,-1e999").rows().getFirst();
        assertThat(row.number("a", 1e18)).isEqualTo(1e18);
        assertThatThrownBy(() -> row.number("b", Double.NEGATIVE_INFINITY))
                .hasMessageStartingWith("t.csv: line 2, b must be finite: -1e999");
        assertThatThrownBy(() -> row.number("b", 0)).hasMessageContaining("b must be finite and not negative");
    }
}
