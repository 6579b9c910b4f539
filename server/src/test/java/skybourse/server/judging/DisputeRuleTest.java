package skybourse.server.judging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisputeRuleTest {

    /** The smallest number of mismatches whose binomial tail is at most 0.001; of 20 answers, 8 with a tail of 0.000416. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 3", "3, 3", "4, 4", "5, 4", "10, 6", "20, 8"})
    void needsImprobableNumbersOfMismatches(int count, int least) {
        for (int mismatches = 0; mismatches <= count; mismatches++) {
            assertThat(DisputeRule.isWrong(mismatches, count))
                    .as(mismatches + " of " + count)
                    .isEqualTo(mismatches >= least);
        }
    }
}
