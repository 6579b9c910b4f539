package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.http.RequestBodyTest.problem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Kind;

/** Exact texts of refusals. */
class ProblemExceptionTest {

    private static String text(ProblemException thrown) {
        return problem(() -> {
            throw thrown;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "STRANGER, 401",
        "FORBIDDEN, 403",
        "UNKNOWN, 404",
        "TAKEN, 409",
        "STALE, 409",
        "FUNDS, 409",
        "PAST, 410",
        "LATER, 503",
        "INVALID, 422"
    })
    void eachRefusalHasItsStatus(Kind kind, int status) {
        HttpReply reply = ProblemException.of(new CommandReply.Refused(kind, "a", "must be b", "c"))
                .reply();
        String name = kind.name().toLowerCase(java.util.Locale.ROOT);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.type()).isEqualTo("application/problem+json");
        assertThat(reply.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"type\":\"/problems/" + name + "\",\"title\":\"" + name + "\",\"status\":" + status
                        + ",\"detail\":\"a must be b: c\",\"field\":\"a\",\"rule\":\"must be b\",\"value\":\"c\"}");
        assertThat(reply.headers())
                .isEqualTo(
                        switch (status) {
                            case 401 -> Map.of("WWW-Authenticate", "Bearer");
                            case 503 -> Map.of("Retry-After", "1");
                            default -> Map.of();
                        });
    }

    @Test
    void eachProblemHasItsMessageAndHeaders() {
        assertThat(text(ProblemException.malformed("a", "must be b", 3))).isEqualTo("400 a must be b: 3");
        assertThat(text(ProblemException.unknown("a", "x"))).isEqualTo("404 a is not in this market: x");
        assertThat(text(ProblemException.tooLarge(5))).isEqualTo("413 body must be at most 5 bytes");
        assertThat(text(new ProblemException(429, "too-many", "", "may ask later", "")))
                .isEqualTo("429 may ask later");
        ProblemException method = ProblemException.method(List.of("GET", "PUT"), "POST");
        assertThat(text(method)).isEqualTo("405 method must be GET or PUT: POST");
        assertThat(method.reply().headers()).isEqualTo(Map.of("Allow", "GET, PUT"));
        ProblemException busy = ProblemException.busy("is full");
        assertThat(text(busy)).isEqualTo("503 market is full");
        assertThat(busy.reply().headers()).isEqualTo(Map.of("Retry-After", "1"));
        HttpReply many = new ProblemException(429, "too-many", "a", "b", "c").reply();
        assertThat(many.headers()).isEqualTo(Map.of("Retry-After", "1"));
        assertThat(many.body()).asString(StandardCharsets.UTF_8).contains("\"title\":\"too many\"");
    }

    @Test
    void argumentErrorsAreSplitIntoMembers() {
        assertThat(text(ProblemException.of(new IllegalArgumentException("work must be in [0, 1]: 2.0"))))
                .isEqualTo("422 work must be in [0, 1]: 2.0");
        assertThat(members("work must be in [0, 1]: 2.0"))
                .contains("\"field\":\"work\",\"rule\":\"must be in [0, 1]\",\"value\":\"2.0\"");
        assertThat(text(ProblemException.of(new IllegalArgumentException("x y: z: 2"))))
                .isEqualTo("422 x y: z: 2");
        assertThat(members("x y: z: 2")).contains("\"field\":\"x\"");
        for (String message : List.of("wrong", "a: b c", "a b")) {
            assertThat(text(ProblemException.of(new IllegalArgumentException(message))))
                    .isEqualTo("422 body " + message);
        }
        assertThat(text(ProblemException.of(new IllegalArgumentException(" y: z"))))
                .isEqualTo("422 y: z");
    }

    private static String members(String message) {
        return new String(
                ProblemException.of(new IllegalArgumentException(message))
                        .reply()
                        .body(),
                StandardCharsets.UTF_8);
    }

    @Test
    void longValuesAreTruncated() {
        String told = text(ProblemException.invalid("a", "b", "x".repeat(300)));
        assertThat(told).startsWith("422 a b: " + "x".repeat(190)).hasSizeLessThan(9 + 210);
    }
}
