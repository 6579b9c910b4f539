package skybourse.server.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.server.inference.MultipartForm.Part;
import skybourse.server.service.HttpReply;
import tools.jackson.databind.node.ObjectNode;

/** Streams, forms and errors of the gateway. */
class GatewayFormatsTest {

    private static String stream(String answer, boolean hasUsage) {
        return ChatStream.of((ObjectNode) FakeExchange.JSON.readTree(answer), hasUsage);
    }

    @Test
    void streamHasTheMessageItsEndAndTheUsage() {
        String answer =
                "{\"id\":\"a\",\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"x\"},\"logprobs\":{\"content\":[]},\"finish_reason\":\"length\"}],"
                        + "\"usage\":{\"total_tokens\":7}}";
        String events = """
                data: {"id":"a","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"x"},"logprobs":{"content":[]},"finish_reason":null}]}

                data: {"id":"a","object":"chat.completion.chunk","choices":[{"index":0,"finish_reason":"length","delta":{}}]}

                data: {"id":"a","object":"chat.completion.chunk","usage":{"total_tokens":7},"choices":[]}

                data: [DONE]

                """;
        assertThat(stream(answer, true)).isEqualTo(events);
        assertThat(stream(answer, false)).isEqualTo(events.replaceFirst("data: [^\n]*total_tokens.*\n\n", ""));
        assertThat(stream(answer.replace("\"usage\":{\"total_tokens\":7}", "\"usage\":null"), true))
                .doesNotContain("usage");
    }

    @Test
    void toolCallsAreNumberedAndMissingMembersHaveDefaults() {
        String text = stream(
                "{\"choices\":[{\"message\":{\"tool_calls\":[{\"id\":\"c\"},{\"id\":\"d\"},7]},\"logprobs\":7}]}",
                true);
        assertThat(text)
                .contains(
                        "\"delta\":{\"tool_calls\":[{\"id\":\"c\",\"index\":0},{\"id\":\"d\",\"index\":1},7]},\"logprobs\":null,",
                        "\"finish_reason\":\"stop\"");
        assertThat(text.split("\n\n")).hasSize(3);
    }

    private static Map<String, Part> parse(String type, String body) {
        return MultipartForm.parse(type, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=b", "multipart/form-data; charset=x; boundary=\"b\"; y=z"})
    void partsAreReadByName(String type) {
        String body = "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
                + "--b\r\nContent-Type: x\r\ncontent-disposition: form-data; filename=\"f.jsonl\"; name=\"file\"\r\n\r\n\u00ff\r\n\r\n2\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
                + "--b\r\nContent-Disposition: form-data\r\n\r\nunnamed\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"headless\"\r\n"
                + "--b--\r\n\r\nepilogue";
        Map<String, Part> parts = parse(type, body);
        assertThat(parts)
                .containsOnly(
                        Map.entry("purpose", new Part("", "batch")),
                        Map.entry("file", new Part("f.jsonl", "\u00ff\r\n\r\n2")),
                        Map.entry("empty", new Part("", "")));
        assertThat(parts.get("file").bytes()).startsWith((byte) 0xff).hasSize(6);
    }

    @Test
    void formMayBeginWithItsFirstPartAndLackItsEnd() {
        String part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
        assertThat(parse("multipart/form-data; boundary=b", part + part))
                .containsOnly(Map.entry("a", new Part("", "1")));
        assertThat(parse("multipart/form-data; boundary=b", part)).isEmpty();
        assertThat(parse("multipart/form-data; boundary=c", part)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "application/json; boundary=b", "multipart/form-data", "multipart/form-data; boundary="})
    void otherBodiesAreNoForms(String type) {
        assertThatThrownBy(() -> parse(type, "--b--"))
                .isInstanceOfSatisfying(
                        OpenAiError.class,
                        error -> assertThat(error.body().toString())
                                .contains("\"code\":\"invalid_form\"", "\"param\":null"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, false",
        "401, authentication_error, false",
        "402, insufficient_quota, false",
        "404, invalid_request_error, false",
        "429, rate_limit_error, true",
        "499, invalid_request_error, false",
        "500, server_error, false",
        "502, server_error, false",
        "503, server_error, true",
        "504, server_error, false"
    })
    void errorsHaveTheTypeOfTheirStatus(int status, String type, boolean mayRetry) {
        HttpReply reply = new OpenAiError(status, "field", "some_code", "Text.").reply();
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.type()).isEqualTo("application/json");
        assertThat(reply.headers()).isEqualTo(mayRetry ? Map.of("Retry-After", "2") : Map.of());
        assertThat(reply.body())
                .asString()
                .isEqualTo("{\"error\":{\"message\":\"Text.\",\"type\":\"" + type
                        + "\",\"param\":\"field\",\"code\":\"some_code\"}}");
    }

    @Test
    void errorsSayWhatToDo() {
        assertThat(OpenAiError.invalid("n", "must be 1").body().toString())
                .isEqualTo(
                        "{\"error\":{\"message\":\"'n' must be 1.\",\"type\":\"invalid_request_error\",\"param\":\"n\",\"code\":\"invalid_value\"}}");
        assertThat(OpenAiError.unknown("file").body().toString())
                .isEqualTo(
                        "{\"error\":{\"message\":\"There is no such file.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"not_found\"}}");
        assertThat(OpenAiError.unknown("file").status()).isEqualTo(404);
        assertThat(OpenAiError.timeout().reply().status()).isEqualTo(504);
        assertThat(OpenAiError.timeout().body().toString()).contains("\"timeout\"");
        assertThat(OpenAiError.unreachable().status()).isEqualTo(503);
        assertThat(OpenAiError.unreachable().body().toString()).contains("\"exchange_unreachable\"");
    }
}
