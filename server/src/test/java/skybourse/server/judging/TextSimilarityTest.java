package skybourse.server.judging;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSimilarityTest {

    /** A text of n characters has n + 3 substrings of 4 characters, because 3 markers are added at each end. */
    @ParameterizedTest
    @CsvSource({
        "abc, abc, 1",
        "'', '', 1",
        "abc, xyz, 0",
        "a, ab, 0.222222222", // of 4 and 5 substrings, only the first is common
        "abcdefgh, abcdxxxx, 0.363636364", // 4 of 11
        "aaaaaaaa, aaaa, 0.777777778", // 7 of 11 and 7
        "'abcd', 'abcd       ', 0.380952381" // white space counts: 4 of 7 and 14
    })
    void isTheDiceCoefficientOfSubstrings(String first, String second, double similarity) {
        Offset<Double> rounding = Offset.offset(1e-9);
        assertThat(TextSimilarity.of(first, second)).isEqualTo(similarity, rounding);
        assertThat(TextSimilarity.of(second, first)).isEqualTo(similarity, rounding);
    }

    @Test
    void onlyTheBeginningOfLongTextsCounts() {
        String start = "ab".repeat(10_000);
        assertThat(TextSimilarity.of(start, start + "x".repeat(50_000))).isEqualTo(1);
        assertThat(TextSimilarity.of(start.substring(1), start)).isLessThan(1);
    }
}
