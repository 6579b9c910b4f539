package skybourse.paper.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.paper.experiment.FindingNumbers;
import skybourse.paper.experiment.MeasuredValue;

/** Numbers of findings as text. */
class FindingTextTest {

    private static final ConfidenceInterval SPREAD = new ConfidenceInterval(2, 0.5, 0.25, 0.75, 0.1);
    private static final ConfidenceInterval EQUAL = new ConfidenceInterval(3, 0.5, 0.5, 0.5, 0);

    @ParameterizedTest
    @CsvSource({
        "NaN, –",
        "12345, '12,345'",
        "0.00012345, 1.2e-04",
        "1234.56, '1,234.6'",
        "12.345, 12.35",
        "-12.5, -12.5",
        "1.2345, 1.235",
        "0.5, 0.5"
    })
    void numberHasAboutFourDigits(double value, String text) {
        assertThat(FindingText.number(value)).isEqualTo(text);
    }

    @Test
    void intervalIsShownOnlyIfRepetitionsDiffer() {
        assertThat(FindingText.interval(SPREAD)).isEqualTo("0.5 [0.25, 0.75]");
        assertThat(FindingText.interval(EQUAL)).isEqualTo("0.5");
        assertThat(FindingText.interval(new ConfidenceInterval(0, Double.NaN, 0, 0, 1)))
                .isEqualTo("–");
    }

    @Test
    void measuredValueHasNameAndUnit() {
        assertThat(FindingText.measured(new MeasuredValue("solves", SPREAD, "%")))
                .isEqualTo("solves: 0.5 % [0.25, 0.75]");
        assertThat(FindingText.measured(new MeasuredValue("solves", EQUAL, ""))).isEqualTo("solves: 0.5");
        assertThat(FindingText.measured(MeasuredValue.none())).isEqualTo("–");
    }

    @Test
    void markdownTableHasLineBelowItsHead() {
        var rows = List.of(new FindingNumbers.Row("myopic", List.of(SPREAD, EQUAL)));
        assertThat(FindingText.markdown(new FindingNumbers("leaders", List.of("a", "b"), rows)))
                .isEqualTo("""

                | leaders | a | b |
                |---|---|---|
                | myopic | 0.5 [0.25, 0.75] | 0.5 |
                """);
        assertThat(FindingText.markdown(new FindingNumbers("", List.of(), List.of())))
                .isEmpty();
    }
}
