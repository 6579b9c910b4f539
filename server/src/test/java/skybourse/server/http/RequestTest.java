package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.http.RequestBodyTest.problem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.files.text.Sha256;

/** Secret, body and parameters of a request, and the messages of refusals. */
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

    private static Request query(String name, String value) {
        return request("", "", Map.of(name, value));
    }

    @Test
    void secretIsBearerOf32To1000Characters() {
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
    void checksContentTypeAndSizeLimitOfBodies() {
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
    void checksRangesOfQueryParameters() {
        assertThat(query("n", "0").whole("n", 7, 9)).isZero();
        assertThat(query("n", "9").whole("n", 7, 9)).isEqualTo(9);
        assertThat(query("m", "1").whole("n", 7, 9)).isEqualTo(7);
        for (String wrong : List.of("-1", "10", "x")) {
            assertThat(problem(() -> query("n", wrong).whole("n", 7, 9)))
                    .isEqualTo("422 n must be a whole number in [0, 9]: " + wrong);
        }
        assertThat(query("n", "1e3").number("n")).isEqualTo(1_000);
        assertThat(problem(() -> query("m", "1").number("n"))).isEqualTo("422 n must be a number: missing");
        assertThat(query("p", "true").flag("p")).isTrue();
        assertThat(query("p", "false").flag("p")).isFalse();
        assertThat(query("q", "true").flag("p")).isFalse();
        assertThat(problem(() -> query("p", "1").flag("p"))).isEqualTo("422 p must be true or false: 1");
        assertThat(query("wait", "60").waitMillis()).isEqualTo(60_000);
        assertThat(query("", "").waitMillis()).isZero();
        assertThat(problem(() -> query("wait", "61").waitMillis())).startsWith("422 wait ");
    }

    @Test
    void routeIsMethodAndPath() {
        assertThat(query("n", "0").route()).isEqualTo("PUT /v1/agents/WA1");
        assertThat(query("n", "0").part(1)).isEqualTo("WA1");
    }
}
