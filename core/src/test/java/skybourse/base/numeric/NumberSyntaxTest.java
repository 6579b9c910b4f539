package skybourse.base.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberSyntaxTest {

    @ParameterizedTest
    @CsvSource({"0,0", "-0.5,-0.5", "+5,5", ".5,0.5", "5.,5", "1e-6,1e-6", "1E+3,1000", "017,17", "1e-400,0"})
    void parsesDecimalNumbers(String text, double value) {
        assertThat(NumberSyntax.decimal(text)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " 1",
                "1 ",
                "1e-6d",
                "1f",
                "1D",
                "0x1p-20",
                "0x10",
                "0o17",
                "0b1",
                "NaN",
                "nan",
                "Infinity",
                "-Infinity",
                "inf",
                ".inf",
                "1_000",
                "1,5",
                "1e",
                "e5",
                ".",
                "+",
                "--1",
                "1e1.5",
                "\u0661\u0662",
                "\uFF11",
                "1\n",
                "1L",
                "$1",
                "1%"
            })
    void rejectsOtherText(String text) {
        assertThat(NumberSyntax.decimal(text)).isEmpty();
        assertThat(NumberSyntax.whole(text)).isEmpty();
    }

    @Test
    void handlesNumbersOutOfRange() {
        assertThat(NumberSyntax.decimal("1e999")).hasValue(Double.POSITIVE_INFINITY);
        assertThat(NumberSyntax.whole("9223372036854775807")).hasValue(Long.MAX_VALUE);
        assertThat(NumberSyntax.whole("9223372036854775808")).isEmpty();
        assertThat(NumberSyntax.whole("1.0")).isEmpty();
        assertThat(NumberSyntax.isWhole("1e999999999999")).isTrue();
        assertThat(NumberSyntax.whole("1e999999999999")).isEmpty();
        assertThat(NumberSyntax.whole("100e2147483647")).isEmpty();
        assertThat(NumberSyntax.isWhole("100e2147483647")).isTrue();
        assertThat(NumberSyntax.isWhole("1e-999999999999")).isFalse();
    }

    @Test
    void parsesIntegersWithExponent() {
        assertThat(NumberSyntax.whole("1e3")).hasValue(1_000);
        assertThat(NumberSyntax.whole("-12E+2")).hasValue(-1_200);
        assertThat(NumberSyntax.whole("120e-1")).hasValue(12);
        assertThat(NumberSyntax.whole("9223372036854775807e0")).hasValue(Long.MAX_VALUE);
        assertThat(NumberSyntax.whole("1e19")).isEmpty();
        assertThat(NumberSyntax.whole("12e-1")).isEmpty();
    }
}
