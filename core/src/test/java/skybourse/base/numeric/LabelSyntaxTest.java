package skybourse.base.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSyntaxTest {

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
        assertThat(LabelSyntax.violatedRule(text)).isEmpty();
        assertThat(LabelSyntax.printable(text)).isEqualTo(text);
    }

    @Test
    void reportsViolatedRule() {
        assertThat(LabelSyntax.violatedRule("")).isEqualTo("must not be blank");
        assertThat(LabelSyntax.violatedRule(" \u00a0")).isEqualTo("must not be blank");
        for (String c : new String[] {
            "\0", "\n", "\r", "\t", "\u001b", "\u007f", "\u0085", "\u2028", "\u202e", "\ufeff", "\ud800"
        }) {
            assertThat(LabelSyntax.violatedRule("a" + c + "b"))
                    .as(LabelSyntax.escapedInQuotes(c))
                    .isEqualTo("must not contain control characters");
        }
        assertThat(LabelSyntax.violatedRule(" a")).isEqualTo("must not begin or end with a blank");
        assertThat(LabelSyntax.violatedRule("a\u3000")).isEqualTo("must not begin or end with a blank");
        assertThat(LabelSyntax.violatedRule("x".repeat(100))).isEmpty();
        assertThat(LabelSyntax.violatedRule("x".repeat(101))).isEqualTo("must have at most 100 characters");
        assertThat(LabelSyntax.violatedRule("\uD83D\uDE80".repeat(50))).isEmpty();
        assertThat(LabelSyntax.violatedRule("\uD83D\uDE80".repeat(51)))
                .isEqualTo("must have at most 200 bytes in UTF-8");
    }

    @Test
    void errorShowsEscapedAndShortenedValue() {
        assertThatThrownBy(() -> LabelSyntax.check("a\0\n\u001b" + "x".repeat(300), "id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id must not contain control characters: \"a\\u0000\\n\\u001b" + "x".repeat(56) + "...\"");
        assertThat(LabelSyntax.cut("\uD83D\uDE80".repeat(9), 3)).isEqualTo("\uD83D\uDE80".repeat(3) + "...");
    }

    @Test
    void fileNameReplacesSpecialCharacters() {
        assertThat(LabelSyntax.fileName("../../etc: a/b")).isEqualTo("etc-a-b");
        assertThat(LabelSyntax.fileName("???")).isEqualTo("run");
    }
}
