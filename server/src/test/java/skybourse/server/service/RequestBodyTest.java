package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a body says, member by member, and in which words it is refused. */
class RequestBodyTest {

    private static RequestBody body(String text) {
        return RequestBody.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns status and words of the problem that something ends with. */
    static String problem(Callable<?> what) {
        try {
            return "none: " + what.call();
        } catch (Problem problem) {
            JsonNode told = JsonMapper.shared().readTree(problem.reply().body());
            assertThat(told.path("status").intValue()).isEqualTo(problem.reply().status());
            return problem.reply().status() + " " + told.path("detail").stringValue();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void wholeNumbersHave64BitsAndMayComeAsText() {
        String most = "9223372036854775807";
        assertThat(body("{\"a\":" + most + "}").whole("a")).isEqualTo(Long.MAX_VALUE);
        assertThat(body("{\"a\":\"-" + most + "\"}").whole("a")).isEqualTo(-Long.MAX_VALUE);
        String rule = "400 a must be a whole number of at most 64 bits: ";
        assertThat(problem(() -> body("{\"a\":9223372036854775808}").whole("a")))
                .isEqualTo(rule + "9223372036854775808");
        assertThat(problem(() -> body("{\"a\":1.5}").whole("a"))).isEqualTo(rule + "1.5");
        assertThat(problem(() -> body("{\"a\":\"x\"}").whole("a"))).isEqualTo(rule + "\"x\"");
        assertThat(problem(() -> body("{\"a\":true}").whole("a"))).isEqualTo(rule + "true");
        assertThat(problem(() -> body("{\"a\":null}").whole("a"))).isEqualTo("400 a must be given: missing");
        assertThat(body("{\"a\":2147483647}").countOrNone("a")).contains(Integer.MAX_VALUE);
        assertThat(body("{\"b\":1}").countOrNone("a")).isEmpty();
        for (String wrong : new String[] {"0", "-1", "2147483648"}) {
            assertThat(problem(() -> body("{\"a\":" + wrong + "}").countOrNone("a")))
                    .isEqualTo("422 a must be in [1, 2147483647] or missing: " + wrong);
        }
    }

    @Test
    void numbersTruthsAndTexts() {
        assertThat(body("{\"a\":1e-3}").number("a")).isEqualTo(.001);
        assertThat(problem(() -> body("{\"a\":\"1\"}").number("a"))).isEqualTo("400 a must be a number: \"1\"");
        assertThat(body("{\"a\":2}").numberOrNone("a")).isEqualTo(OptionalDouble.of(2));
        assertThat(body("{\"a\":null}").numberOrNone("a")).isEqualTo(OptionalDouble.empty());
        assertThat(body("{\"a\":true}").truth("a")).isTrue();
        assertThat(body("{\"a\":false}").truth("a")).isFalse();
        assertThat(problem(() -> body("{\"a\":0}").truth("a"))).isEqualTo("400 a must be true or false: 0");
        assertThat(body("{\"a\":\"x\"}").text("a")).isEqualTo("x");
        assertThat(body("{\"a\":\"x\"}").textOf("a")).isEqualTo(Optional.of("x"));
        assertThat(body("{\"a\":1}").textOf("a")).isEmpty();
        assertThat(problem(() -> body("{}").text("a"))).isEqualTo("400 a must be given: missing");
        assertThat(problem(() -> body("{\"a\":1}").text("a"))).isEqualTo("400 a must be text: 1");
        assertThat(body("{\"a\":\"\\ud83d\\ude00\"}").text("a")).isEqualTo("\ud83d\ude00");
        for (String half : List.of("\\ud800", "\\udfff")) {
            assertThat(problem(() -> body("{\"a\":\"" + half + "\"}").text("a")))
                    .isEqualTo("400 a must be complete characters: a lone surrogate");
        }
        assertThat(body("{\"a\":\"\ud7ff\ue000\"}").text("a")).isEqualTo("\ud7ff\ue000");
    }

    @Test
    void partsAndListsNameTheirPlace() {
        RequestBody part =
                body("{\"p\":{\"x\":1,\"q\":{\"y\":\"2\"}}}").partOrNone("p").orElseThrow();
        assertThat(part.number("x")).isEqualTo(1);
        assertThat(problem(() -> part.partOrNone("q").orElseThrow().number("y")))
                .isEqualTo("400 p.q.y must be a number: \"2\"");
        assertThat(problem(() -> part.number("z"))).isEqualTo("400 p.z must be given: missing");
        assertThat(body("{}").partOrNone("p")).isEmpty();
        assertThat(problem(() -> body("{\"p\":1}").partOrNone("p"))).isEqualTo("400 p must be an object: 1");
        assertThat(body("{\"l\":[1,\"2\"]}").wholesOrNone("l")).isEqualTo(Optional.of(List.of(1L, 2L)));
        assertThat(body("{}").wholesOrNone("l")).isEmpty();
        assertThat(problem(() -> body("{\"l\":1}").wholesOrNone("l"))).isEqualTo("400 l must be a list: 1");
        assertThat(problem(() -> body("{\"l\":[1,.5]}".replace(".5", "0.5")).wholesOrNone("l")))
                .isEqualTo("400 l[1] must be a whole number of at most 64 bits: 0.5");
    }

    @Test
    void whatNobodyAskedForIsRefused() {
        RequestBody body = body("{\"a\":1,\"b\":2}");
        body.whole("a");
        assertThat(problem(() -> {
                    body.end();
                    return "";
                }))
                .isEqualTo("400 b must be a known member: unknown");
        body.textOf("b");
        assertThat(problem(() -> body.whole("a"))).contains("must be given");
        body.whole("b");
        assertThatCode(body::end).doesNotThrowAnyException();
        assertThat(body.sent()).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(RequestBody.read("{}".getBytes(StandardCharsets.UTF_8), "x.y.z")
                        .sent())
                .isEqualTo("x.y.z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "1", "\"x\"", "null"})
    void aBodyIsAnObject(String text) {
        assertThat(problem(() -> body(text))).startsWith("400 body must be a JSON object");
    }

    @Test
    void aBodyIsTextAndHasItsBounds() {
        assertThat(problem(() -> RequestBody.read(new byte[] {'{', (byte) 0xff, '}'})))
                .isEqualTo("400 body must be UTF-8");
        assertThat(RequestBody.utf8(new byte[] {(byte) 0xc3})).isEmpty();
        assertThat(RequestBody.utf8("\u00e4".getBytes(StandardCharsets.UTF_8))).contains("\u00e4");
        for (String text : List.of("{", "{}{}", "{\"a\":1,\"a\":2}", "{\"a\":" + "1".repeat(101) + "}")) {
            assertThat(problem(() -> body(text))).startsWith("400 body must be JSON: ");
        }
        assertThat(body("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}").sent())
                .hasSize(68);
        assertThat(problem(() -> body("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}")))
                .startsWith("400 body must be JSON: ");
    }
}
