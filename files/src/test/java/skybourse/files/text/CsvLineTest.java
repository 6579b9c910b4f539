package skybourse.files.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.testing.Cases;

class CsvLineTest {

    @Test
    void quotesOnlyCellsThatNeedIt() {
        assertThat(CsvLine.of("plain", 4, "a, b", "the \"first\"", "", 0.5))
                .isEqualTo("plain,4,\"a, b\",\"the \"\"first\"\"\",,0.5");
    }

    @Test
    void writtenCellsAreReadBack() {
        Cases.forAll(
                (random, size) -> IntStream.rangeClosed(0, random.nextInt(5))
                        .mapToObj(_ -> random.ints(random.nextInt(6), 0, 4)
                                .mapToObj(i -> "\",x é".substring(i, i + 1))
                                .collect(Collectors.joining()))
                        .toList(),
                (List<String> cells) -> assertThat(CsvLine.cells("t.csv", 1, CsvLine.of(cells.toArray())))
                        .isEqualTo(cells));
    }

    @Test
    void skipsOnlyBlanksAroundQuotes() {
        assertThat(CsvLine.cells("t.csv", 1, " \"a,b\" , c ,")).containsExactly("a,b", " c ", "");
        assertThat(CsvLine.cells("t.csv", 1, "")).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,\"b", "\"", "a,\"b\"\"", "a,\"b\"c,d", "a,b\"c\",d", "\"a\"\"\"b\""})
    void refusesMisplacedQuotes(String line) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> CsvLine.cells("t.csv", 7, line))
                .withMessageMatching("(?s)t.csv: line 7 must (close its|have) quotes.*");
    }
}
