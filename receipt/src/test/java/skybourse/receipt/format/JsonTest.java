package skybourse.receipt.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readsEveryKindOfValue() {
        Json read = Json.read(
                " {\"a\" : [1, -0.5e+3,0], \"\": {}, \"b\":[],\r\n\t\"c\":[true,false,null,\"x\"] } ".getBytes(UTF_8));
        var whole = new JsonField("", read);
        assertThat(whole.at("a").items().stream().map(JsonField::value))
                .containsExactly(new Json.JsonNumber("1"), new Json.JsonNumber("-0.5e+3"), new Json.JsonNumber("0"));
        assertThat(whole.at("").value()).isEqualTo(new Json.JsonObject(java.util.Map.of()));
        assertThat(whole.at("b").items()).isEmpty();
        assertThat(whole.at("c").value())
                .isEqualTo(new Json.JsonArray(List.of(
                        new Json.JsonBoolean(true),
                        new Json.JsonBoolean(false),
                        new Json.JsonNull(),
                        new Json.JsonString("x"))));
        assertThat(((Json.JsonObject) read).values().keySet()).containsExactly("a", "", "b", "c");
    }

    @Test
    void readsEscapesAndUnicode() {
        assertThat(Json.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\u00e9 \u2028\""))
                .isEqualTo(new Json.JsonString("\"\\/\b\f\n\r\t\u00e9\uD83D\uDE00\u00e9 \u2028"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "\"a",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "01",
                "-",
                "+1",
                "1.",
                ".5",
                "1e",
                "1e+",
                "0x1",
                "NaN",
                "Infinity",
                "-Infinity",
                "tru",
                "True",
                "nul",
                "1 2",
                "{} {}",
                "[] ,",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\uD800\"",
                "\"\\uDC00x\"",
                "\"\\uDE00\\uD83D\"",
                "\"\t\"",
                "\"\u0000\"",
                "\"\n\"",
                "\uFEFF1",
                "/**/1",
                "1//",
                "\u00a01",
                "{\"a\":1,\"\\u0061\":2}",
                "[1}",
                "{\"a\":1]",
                "\"\\",
                "-a",
                "[[]"
            })
    void refusesInvalidJson(String text) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s)line \\d, character \\d+ must be .*: .*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1;2]        | line 1, character 3 must be ",": ";"
            {"a" 1}      | line 1, character 6 must be ":": "1"
            {"a":1,"a":2}| line 1, character 8 must be a name that occurs once in its object: \"""
            [tru]        | line 1, character 2 must be a value: "t"
            [1] 2        | line 1, character 5 must be the end: "2"
            [1           | line 1, character 3 must be more: the end
            "\\q"        | line 1, character 4 must be after a valid JSON escape: \"""
            "\\ud800"    | line 1, character 9 must be after a text without unpaired surrogates: the end
            "\\u00"      | line 1, character 4 must be four hexadecimal digits: "0"
            """)
    void errorsStatePositionAndRule(String text, String complaint) {
        assertThatThrownBy(() -> Json.read(text)).hasMessage(complaint);
    }

    @Test
    void errorsCountLines() {
        assertThatThrownBy(() -> Json.read("[1,\n2,\n x]")).hasMessage("line 3, character 2 must be a value: \"x\"");
        assertThatThrownBy(() -> Json.read("\"a\u0001\""))
                .hasMessage("line 1, character 3 must be no control character: \"\u0001\"");
    }

    @Test
    void refusesInvalidUtf8() {
        for (byte[] bytes : new byte[][] {
            {'"', (byte) 0xe9, '"'},
            {'"', (byte) 0xc0, (byte) 0x80, '"'},
            {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}
        }) {
            assertThatThrownBy(() -> Json.read(bytes)).hasMessage("text must be UTF-8");
        }
    }

    @Test
    void limitsDepthTo32() {
        assertThat(Json.read("[".repeat(32) + "]".repeat(32))).isInstanceOf(Json.JsonArray.class);
        assertThatThrownBy(() -> Json.read("[".repeat(33) + "]".repeat(33)))
                .hasMessage("line 1, character 33 must be nested at most 32 levels deep: \"[\"");
        assertThatThrownBy(() -> Json.read("{\"a\":".repeat(100_000)))
                .hasMessageContaining("must be nested at most 32 levels deep");
    }

    private static Object canonical(String text) {
        return new JsonField("", Json.read(text)).canonical();
    }

    /** 2^53 + 1 is the first integer that is no double. From 2^53 on, numbers are compared by their digits. */
    @Test
    void largeNumbersAreComparedByTheirDigits() {
        assertThat(canonical("9007199254740991")).isEqualTo(canonical("9007199254740991.0"));
        assertThat(canonical("9007199254740992")).isNotEqualTo(canonical("9007199254740993"));
        assertThat(canonical("-9007199254740992")).isNotEqualTo(canonical("-9007199254740993"));
        assertThat(canonical("9007199254740993")).isEqualTo(canonical("\"9007199254740993\""));
    }

    @Test
    void nullEqualsOnlyNull() {
        assertThat(canonical("[null]")).isEqualTo(canonical("[null]")).isNotEqualTo(canonical("[\"null\"]"));
        assertThat(canonical("{\"a\":null}")).isEqualTo(canonical("{}"));
    }

    @Test
    void fieldErrorsStateThePath() {
        var whole = new JsonField(
                "",
                Json.read(
                        "{\"a\":[{\"b\":\"x\"},1.5,9223372036854775808,-3,9223372036854775807,1e3],\"t\":true,\"n\":null,\"s\":\""
                                + "s".repeat(99) + "\"}"));
        List<JsonField> items = whole.at("a").items();
        assertThat(items.getFirst().at("b").text()).isEqualTo("x");
        assertThat(items.get(4).whole()).isEqualTo(Long.MAX_VALUE);
        assertThat(items.get(3).whole()).isEqualTo(-3);
        assertThat(whole.optional("none")).isEmpty();
        assertThatThrownBy(() -> items.getFirst().at("c")).hasMessage("a[0].c must be given: missing");
        assertThatThrownBy(() -> items.getFirst().at("b").whole()).hasMessage("a[0].b must be a whole number: \"x\"");
        assertThatThrownBy(() -> items.get(1).whole()).hasMessage("a[1] must be a whole number: 1.5");
        assertThatThrownBy(() -> items.get(2).whole())
                .hasMessage("a[2] must be of at most 64 bits: 9223372036854775808");
        assertThatThrownBy(() -> items.get(3).natural()).hasMessage("a[3] must be at least 0: -3");
        assertThatThrownBy(() -> items.get(5).whole()).hasMessage("a[5] must be a whole number: 1e3");
        assertThatThrownBy(() -> items.getFirst().text()).hasMessage("a[0] must be text: an object");
        assertThatThrownBy(() -> whole.at("a").optional("b")).hasMessage("a must be an object: an array");
        assertThatThrownBy(() -> whole.at("t").items()).hasMessage("t must be an array: true");
        assertThatThrownBy(() -> whole.at("n").items()).hasMessage("n must be an array: null");
        assertThatThrownBy(() -> whole.items()).hasMessage("it must be an array: an object");
        assertThatThrownBy(() -> whole.at("s").items()).hasMessage("s must be an array: \"" + "s".repeat(60) + "...\"");
        assertThatThrownBy(() -> whole.at("s").hash()).hasMessageStartingWith("s must be canonical base64: ");
        assertThatThrownBy(() -> new JsonField("h", Json.read("\"AAAA\"")).hash())
                .hasMessage("h must be 32 bytes in base64: \"AAAA\"");
    }
}
