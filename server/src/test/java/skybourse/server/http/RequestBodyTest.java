package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.server.codec.JsonLong;
import skybourse.server.service.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Members of request bodies, and the messages of refusals. */
public class RequestBodyTest {

    private static RequestBody body(String text) {
        return RequestBody.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns status and message of the problem that a call ends with. */
    public static String problem(Callable<?> what) {
        try {
            return "none: " + what.call();
        } catch (ProblemException problem) {
            JsonNode told = JsonMapper.shared().readTree(problem.reply().body());
            assertThat(told.path("status").intValue()).isEqualTo(problem.reply().status());
            return problem.reply().status() + " " + told.path("detail").stringValue();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private record WholeBody(JsonLong a) {}

    private record NumberBody(double a, Optional<Double> b) {}

    private record BooleanBody(boolean a) {}

    private record TextBody(String a) {}

    private record Part(double x, Optional<NumberBody> q) {}

    private record PartBody(Optional<Part> p, Optional<List<JsonLong>> l) {}

    private static String problem(String text, Class<? extends Record> type) {
        return problem(() -> body(text).as(type));
    }

    @Test
    void readsIntegersOf64BitsAsNumberOrText() {
        String most = "9223372036854775807";
        assertThat(body("{\"a\":" + most + "}").as(WholeBody.class))
                .isEqualTo(new WholeBody(new JsonLong(Long.MAX_VALUE)));
        assertThat(body("{\"a\":\"-" + most + "\"}").as(WholeBody.class))
                .isEqualTo(new WholeBody(new JsonLong(-Long.MAX_VALUE)));
        String rule = "400 a must be a whole number of at most 64 bits: ";
        for (String wrong : List.of("9223372036854775808", "1.5", "\"x\"", "true", "{}", "[1]", "{\"value\":1}")) {
            assertThat(problem("{\"a\":" + wrong + "}", WholeBody.class)).isEqualTo(rule + wrong);
        }
        assertThat(problem("{\"a\":null}", WholeBody.class)).isEqualTo("400 a must be given: missing");
    }

    @Test
    void readsNumbersBooleansAndTexts() {
        assertThat(body("{\"a\":1e-3}").as(NumberBody.class)).isEqualTo(new NumberBody(.001, Optional.empty()));
        assertThat(body("{\"a\":2,\"b\":null}").as(NumberBody.class)).isEqualTo(new NumberBody(2, Optional.empty()));
        assertThat(body("{\"a\":2,\"b\":3}").as(NumberBody.class)).isEqualTo(new NumberBody(2, Optional.of(3.)));
        assertThat(problem("{\"a\":\"1\"}", NumberBody.class)).isEqualTo("400 a must be a number: \"1\"");
        assertThat(problem("{\"a\":1,\"b\":\"1\"}", NumberBody.class)).isEqualTo("400 b must be a number: \"1\"");
        assertThat(problem("{\"a\":null}", NumberBody.class)).isEqualTo("400 a must be given: missing");
        assertThat(body("{\"a\":true}").as(BooleanBody.class).a()).isTrue();
        assertThat(body("{\"a\":false}").as(BooleanBody.class).a()).isFalse();
        assertThat(problem("{\"a\":0}", BooleanBody.class)).isEqualTo("400 a must be true or false: 0");
        assertThat(problem("{}", BooleanBody.class)).isEqualTo("400 a must be given: missing");
        assertThat(body("{\"a\":\"x\"}").as(TextBody.class).a()).isEqualTo("x");
        assertThat(body("{\"a\":\"x\"}").textOf("a")).isEqualTo(Optional.of("x"));
        assertThat(body("{\"a\":1}").textOf("a")).isEmpty();
        assertThat(problem("{}", TextBody.class)).isEqualTo("400 a must be given: missing");
        assertThat(problem("{\"a\":1}", TextBody.class)).isEqualTo("400 a must be text: 1");
        assertThat(body("{\"a\":\"\\ud83d\\ude00\"}").as(TextBody.class).a()).isEqualTo("\ud83d\ude00");
        for (String half : List.of("\\ud800", "\\udfff")) {
            assertThat(problem("{\"a\":\"" + half + "\"}", TextBody.class))
                    .isEqualTo("400 a must be complete characters: a lone surrogate");
        }
        assertThat(body("{\"a\":\"\ud7ff\ue000\"}").as(TextBody.class).a()).isEqualTo("\ud7ff\ue000");
    }

    @Test
    void errorsNameNestedMembers() {
        PartBody part = body("{\"p\":{\"x\":1,\"q\":{\"a\":2}}}").as(PartBody.class);
        assertThat(part.p()).contains(new Part(1, Optional.of(new NumberBody(2, Optional.empty()))));
        assertThat(problem("{\"p\":{\"x\":1,\"q\":{\"a\":\"2\"}}}", PartBody.class))
                .isEqualTo("400 p.q.a must be a number: \"2\"");
        assertThat(problem("{\"p\":{}}", PartBody.class)).isEqualTo("400 p.x must be given: missing");
        assertThat(problem("{\"p\":{\"x\":1,\"y\":1}}", PartBody.class))
                .isEqualTo("400 p.y must be a known member: unknown");
        assertThat(body("{}").as(PartBody.class)).isEqualTo(new PartBody(Optional.empty(), Optional.empty()));
        for (String wrong : List.of("1", "[]", "\"\"", "\"x\"", "true")) {
            assertThat(problem("{\"p\":" + wrong + "}", PartBody.class)).isEqualTo("400 p must be an object: " + wrong);
        }
        assertThat(body("{\"l\":[1,\"2\"]}").as(PartBody.class).l())
                .contains(List.of(new JsonLong(1), new JsonLong(2)));
        for (String wrong : List.of("1", "{}", "\"\"", "\"x\"", "true")) {
            assertThat(problem("{\"l\":" + wrong + "}", PartBody.class)).isEqualTo("400 l must be a list: " + wrong);
        }
        for (String wrong : List.of("0.5", "null", "[]")) {
            assertThat(problem("{\"l\":[1," + wrong + "]}", PartBody.class))
                    .isEqualTo("400 l[1] must be a whole number of at most 64 bits: " + wrong);
        }
    }

    @Test
    void refusesUnknownMembers() {
        assertThat(problem("{\"a\":1,\"b\":2}", WholeBody.class)).isEqualTo("400 b must be a known member: unknown");
        assertThat(body("{\"a\":1}").sent()).isEqualTo("{\"a\":1}");
        assertThat(RequestBody.read("{}".getBytes(StandardCharsets.UTF_8), "x.y.z")
                        .sent())
                .isEqualTo("x.y.z");
    }

    @Test
    void signedMembersMustHaveRequiredValue() {
        RequestBody body = body("{\"a\":1,\"for\":\"x\",\"none\":null}");
        assertThat(required(body, "for", "y")).isEqualTo("400 for must be y: x");
        assertThat(required(body, "a", "y")).isEqualTo("400 a must be text: 1");
        assertThat(required(body, "none", "y")).isEqualTo("400 none must be given: missing");
        RequestBody right = body("{\"a\":1,\"for\":\"x\"}");
        right.require("for", "x");
        assertThat(right.as(WholeBody.class)).isEqualTo(new WholeBody(new JsonLong(1)));
    }

    private static String required(RequestBody body, String name, String value) {
        return problem(() -> {
            body.require(name, value);
            return "";
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "1", "\"x\"", "null"})
    void bodyMustBeAnObject(String text) {
        assertThat(problem(() -> body(text))).startsWith("400 body must be a JSON object");
    }

    @Test
    void bodyMustBeBoundedUtf8Json() {
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
