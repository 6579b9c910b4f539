package skybourse.base.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "WA 12",
                "caf\u00e9",
                "\u6e2f\u53e3",
                "\uD83D\uDE80 rocket",
                "a,b \"c\" <d>",
                "\u0645\u06cc\u200c\u062e"
            })
    void acceptsPrintableSingleLineText(String text) {
        assertThat(Label.violatedRule(text)).isEmpty();
        assertThat(Label.printable(text)).isEqualTo(text);
    }

    @Test
    void reportsViolatedRule() {
        assertThat(Label.violatedRule("")).isEqualTo("must not be blank");
        assertThat(Label.violatedRule(" \u00a0")).isEqualTo("must not be blank");
        for (String c : new String[] {
            "\0", "\n", "\r", "\t", "\u001b", "\u007f", "\u0085", "\u2028", "\u202e", "\ufeff", "\ud800"
        }) {
            assertThat(Label.violatedRule("a" + c + "b"))
                    .as(Label.escapedInQuotes(c))
                    .isEqualTo("must not contain control characters");
        }
        assertThat(Label.violatedRule(" a")).isEqualTo("must not begin or end with a blank");
        assertThat(Label.violatedRule("a\u3000")).isEqualTo("must not begin or end with a blank");
        assertThat(Label.violatedRule("x".repeat(100))).isEmpty();
        assertThat(Label.violatedRule("x".repeat(101))).isEqualTo("must have at most 100 characters");
        assertThat(Label.violatedRule("\uD83D\uDE80".repeat(50))).isEmpty();
        assertThat(Label.violatedRule("\uD83D\uDE80".repeat(51))).isEqualTo("must have at most 200 bytes in UTF-8");
    }

    @Test
    void errorShowsEscapedAndShortenedValue() {
        assertThatThrownBy(() -> Label.check("a\0\n\u001b" + "x".repeat(300), "id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id must not contain control characters: \"a\\u0000\\n\\u001b" + "x".repeat(56) + "...\"");
        assertThat(Label.cut("\uD83D\uDE80".repeat(9), 3)).isEqualTo("\uD83D\uDE80".repeat(3) + "...");
    }

    @Test
    void fileNameReplacesSpecialCharacters() {
        assertThat(Label.fileName("../../etc: a/b")).isEqualTo("etc-a-b");
        assertThat(Label.fileName("???")).isEqualTo("run");
    }
}
