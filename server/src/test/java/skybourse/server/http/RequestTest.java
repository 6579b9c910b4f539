package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.http.RequestBodyTest.problem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.files.text.Sha256;

/** What a request says of itself, and in which words it is refused. */
class RequestTest {

    private static Request request(String authorization, String type, Map<String, String> query) {
        return new Request(
                "PUT",
                List.of("agents", "WA1"),
                query,
                authorization,
                type,
                "192.0.2.1",
                most -> ("" + most).getBytes(StandardCharsets.UTF_8));
    }

    private static Request asked(String name, String value) {
        return request("", "", Map.of(name, value));
    }

    @Test
    void aSecretIsBearerAndHas32To1000Characters() {
        String rule = "401 Authorization must be Bearer and a secret of at least 32 characters";
        for (String secret : List.of("s".repeat(32), "s".repeat(1_000))) {
            assertThat(request("bEARER  " + secret + " ", "", Map.of()).secret())
                    .isEqualTo(Sha256.of(secret.getBytes(StandardCharsets.UTF_8)));
        }
        for (String secret :
                List.of("Bearer " + "s".repeat(31), "Bearer " + "s".repeat(1_001), "Basic " + "s".repeat(40), "")) {
            assertThat(problem(() -> request(secret, "", Map.of()).secret())).isEqualTo(rule);
        }
        assertThat(request("x", "", Map.of()).hasSecret()).isTrue();
        assertThat(request("", "", Map.of()).hasSecret()).isFalse();
    }

    @Test
    void bodiesHaveTheirTypeAndTheirBound() {
        assertThat(request("", "application/json", Map.of()).json()).asString().isEqualTo("98304");
        assertThat(request("", "", Map.of()).jose()).asString().isEqualTo("196608");
        assertThat(request("", "text/plain", Map.of()).bytes()).asString().isEqualTo("65536");
        assertThat(request("", "application/octet-stream", Map.of()).bytes()).hasSize(5);
        assertThat(problem(() -> request("", "text/plain", Map.of()).json()))
                .isEqualTo("415 Content-Type must be application/json: text/plain");
        assertThat(problem(() -> request("", "image/png", Map.of()).bytes()))
                .isEqualTo(
                        "415 Content-Type must be application/octet-stream or text/plain or application/json: image/png");
        assertThat(request("", "application/octet-stream", Map.of()).blob())
                .asString()
                .isEqualTo("4194304");
        assertThat(problem(() -> request("", "text/plain", Map.of()).blob()))
                .isEqualTo("415 Content-Type must be application/octet-stream: text/plain");
    }

    @Test
    void whatIsAskedForHasItsRange() {
        assertThat(asked("n", "0").whole("n", 7, 9)).isZero();
        assertThat(asked("n", "9").whole("n", 7, 9)).isEqualTo(9);
        assertThat(asked("m", "1").whole("n", 7, 9)).isEqualTo(7);
        for (String wrong : List.of("-1", "10", "x")) {
            assertThat(problem(() -> asked("n", wrong).whole("n", 7, 9)))
                    .isEqualTo("422 n must be a whole number in [0, 9]: " + wrong);
        }
        assertThat(asked("n", "1e3").number("n")).isEqualTo(1_000);
        assertThat(problem(() -> asked("m", "1").number("n"))).isEqualTo("422 n must be a number: missing");
        assertThat(asked("p", "true").flag("p")).isTrue();
        assertThat(asked("p", "false").flag("p")).isFalse();
        assertThat(asked("q", "true").flag("p")).isFalse();
        assertThat(problem(() -> asked("p", "1").flag("p"))).isEqualTo("422 p must be true or false: 1");
        assertThat(asked("wait", "60").waitMillis()).isEqualTo(60_000);
        assertThat(asked("", "").waitMillis()).isZero();
        assertThat(problem(() -> asked("wait", "61").waitMillis())).startsWith("422 wait ");
    }

    @Test
    void itsRouteIsWhatIsSigned() {
        assertThat(asked("n", "0").route()).isEqualTo("PUT /v1/agents/WA1");
        assertThat(asked("n", "0").part(1)).isEqualTo("WA1");
    }
}
