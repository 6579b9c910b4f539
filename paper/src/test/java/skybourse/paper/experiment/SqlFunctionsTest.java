package skybourse.paper.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.evidence.sweep.ScalingFit;

/** The functions of SQL, compared with manual results. */
class SqlFunctionsTest {

    private final ResultDatabase results = ResultDatabase.open(Map.of("law", Map.of("normal", "bell-shaped")));

    @AfterEach
    void close() {
        results.close();
    }

    /** Returns the value of an expression over rows of x and y. */
    private ConfidenceInterval over(String expression, String rows) {
        return results.value("v", "WITH t(x, y) AS (VALUES " + rows + ") SELECT " + expression + " AS v FROM t")
                .interval();
    }

    @Test
    void intervalIgnoresMissingValues() {
        ConfidenceInterval expected = ConfidenceInterval.of(new double[] {1, 3, 8});
        assertThat(over("ci(x)", "(1, 0), (3, 0), (NULL, 0), (8, 0)")).isEqualTo(expected);
        assertThat(over("ci(x)", "(7, 0)")).isEqualTo(ConfidenceInterval.of(new double[] {7}));
        assertThat(over("ci(x)", "(NULL, 0)").count()).isZero();
        assertThat(over("low(ci(x))", "(1, 0), (3, 0), (8, 0)").mean()).isEqualTo(expected.low());
        assertThat(over("high(ci(x))", "(1, 0), (3, 0), (8, 0)").mean()).isEqualTo(expected.high());
        assertThat(over("mean(ci(x))", "(1, 0), (3, 0), (8, 0)").mean()).isEqualTo(4);
    }

    @Test
    void rowsOfOneSeedAreOneRepetition() {
        assertThat(over("ci(x, y)", "(1, 1), (3, 1), (NULL, 1), (6, 2), (NULL, 3)"))
                .isEqualTo(ConfidenceInterval.of(new double[] {2, 6}));
    }

    @Test
    void scalesAndLimitsIntervals() {
        ConfidenceInterval ratio = ConfidenceInterval.of(new double[] {0.25, 0.75});
        String rows = "(0.25, 0), (0.75, 0)";
        assertThat(over("percent(ci(x))", rows)).isEqualTo(ratio.times(100));
        assertThat(over("times(ci(x), 3)", rows)).isEqualTo(ratio.times(3));
        assertThat(over("share(ci(x))", rows))
                .isEqualTo(new ConfidenceInterval(2, 50, 0, 100, 100 * ratio.deviation()));
        assertThat(over("cap(ci(x))", rows))
                .isEqualTo(new ConfidenceInterval(2, 0.5, ratio.low(), 1, ratio.deviation()));
        assertThat(over("percent(ci(x))", "(NULL, 0)").count()).isZero();
        assertThat(over("percent(x)", "(0.5, 0)").mean())
                .as("a number is an interval without width")
                .isEqualTo(50);
    }

    /** Each line: an expression, its value over 4, 1, 9 and NULL, and its value over 4, 1 and 9. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "NULL", textBlock = """
            largest(x) | NULL | 9
            smallest(x) | NULL | 1
            every(x > 0) | 0 | 1
            every(x > 1) | 0 | 0
            some(x > 8) | 1 | 1
            some(x > 9) | 0 | 0
            quantile(x, 0) | 1 | 1
            quantile(x, 0.5) | 9 | 4
            quantile(x, 1) | NULL | 9
            """)
    void missingValuesDoNotSupportAClaim(String expression, Double with, Double without) {
        assertThat(over(expression, "(4, 0), (1, 0), (9, 0)").mean()).isEqualTo(without);
        assertThat(Double.valueOf(
                        over(expression, "(4, 0), (NULL, 0), (1, 0), (9, 0)").mean()))
                .isEqualTo(with == null ? Double.valueOf(Double.NaN) : with);
    }

    @Test
    void conditionsOverNoRowsAreFalse() {
        String none = "SELECT every(x) AS every, some(x) AS some FROM (SELECT 1 AS x) WHERE x > 1";
        assertThat(results.value("every", none).isTrue()).isFalse();
        assertThat(results.value("some", none).isTrue()).isFalse();
    }

    /** Groups are computed side by side; their functions must not share rows. */
    @Test
    void groupsDoNotShareRows() {
        QueryResult groups = results.query(
                "WITH t(x, y) AS (VALUES (1, 1), (9, 2), (3, 1), (7, 2)) SELECT y, mean(ci(x)) AS mean, largest(x) AS most FROM t GROUP BY y");
        assertThat(groups.rows())
                .extracting(row -> row.get("mean").interval().mean())
                .containsExactly(2.0, 8.0);
        assertThat(groups.rows())
                .extracting(row -> row.get("most").interval().mean())
                .containsExactly(3.0, 9.0);
    }

    @Test
    void powerIsSlopeOfLogarithms() {
        ConfidenceInterval square = over("power(x, y)", "(1, 2), (2, 8), (4, 32), (8, 128), (16, NULL)");
        assertThat(square.mean()).isCloseTo(2, within(1e-12));
        assertThat(over("power(x, y)", "(1, 2), (2, 7), (4, 32)"))
                .isEqualTo(ScalingFit.power(new double[] {1, 2, 4}, new double[] {2, 7, 32}));
        assertThat(over("power(x, y)", "(1, 2), (2, 8)").count())
                .as("two points")
                .isZero();
    }

    @Test
    void labelsAreLookedUpByValue() {
        assertThat(results.value("label('law', 'normal')", "SELECT 1").text()).isEqualTo("bell-shaped");
        assertThat(results.value("label('law', 'uniform')", "SELECT 1").text()).isEqualTo("uniform");
        assertThat(results.value("label('rule', 3)", "SELECT 1").text()).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci(x)", "largest(x)", "every(x)", "quantile(x, 0.5)"})
    void rejectsTextThatIsNoNumber(String function) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> over(function, "('mcafee', 0)"))
                .withMessageContaining("a number is expected, not 'mcafee'");
        assertThat(over(function, "('0.5', 0)").mean()).isEqualTo(function.startsWith("every") ? 1 : 0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"low('abc')", "no_such(1)", "ci(1, 2, 3)", "1 +"})
    void rejectsInvalidExpressionWithItsText(String expression) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> results.value(expression, "SELECT 1"))
                .withMessageContaining("query must be valid in SQLite")
                .withMessageContaining(expression);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.5", "1.5", "NULL"})
    void rejectsQuantileOfInvalidShare(String share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> over("quantile(x, " + share + ")", "(4, 0), (1, 0), (9, 0)"))
                .withMessageContaining("query must be valid in SQLite")
                .withMessageContaining("a share from 0 to 1 is expected, not " + share);
    }

    @Test
    void intervalsRoundTripThroughText() {
        for (ConfidenceInterval interval : List.of(
                ConfidenceInterval.of(new double[] {0.1, 0.2, 1e-300}),
                ConfidenceInterval.of(new double[] {-1e17, 3}),
                new ConfidenceInterval(2, 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN))) {
            assertThat(ConfidenceIntervalText.read(ConfidenceIntervalText.of(interval)))
                    .contains(interval);
        }
        assertThat(ConfidenceIntervalText.read("ci(1, 2)")).isEmpty();
    }
}
