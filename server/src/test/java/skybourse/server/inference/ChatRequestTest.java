package skybourse.server.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.server.codec.ChatVolume;
import skybourse.server.codec.ProductBody;
import skybourse.venue.event.InferenceProduct;

class ChatRequestTest {

    private static final InferenceProduct PRODUCT = ProductBody.read(FakeExchange.product());
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private static ChatRequest read(String body) {
        return ChatRequest.read(body.getBytes(StandardCharsets.UTF_8), PRODUCT);
    }

    @Test
    void lineIsTheBodyWithoutStream() {
        ChatRequest chat = read(
                "{ \"model\":\"tiny\", \"stream\" : true,\n \"stream_options\":{\"include_usage\":true}, " + MESSAGES
                        + ", \"temperature\": 0.70, \"seed\": 12345678901234567890, \"x_own\": {\"a\": [1e400, null]} }");
        assertThat(chat.line())
                .isEqualTo("{\"model\":\"tiny\"," + MESSAGES
                        + ",\"temperature\":0.70,\"seed\":12345678901234567890,\"x_own\":{\"a\":[1E+400,null]}}");
        assertThat(chat.isStream()).isTrue();
        assertThat(chat.hasUsage()).isTrue();
        assertThat(chat.reserved()).isEqualTo(chat.line().length() + 4 * 50);
    }

    @Test
    void reservedVolumeFollowsTheLimitOfTokens() {
        String body = "{\"model\":\"tiny\"," + MESSAGES + ",\"max_tokens\":20,\"max_completion_tokens\":20}";
        assertThat(read(body).reserved()).isEqualTo(body.length() + 4 * 20);
        assertThat(read(body.replace("max_completion_tokens\":20", "max_completion_tokens\":null"))
                        .reserved())
                .isEqualTo(body.length() + 2 + 4 * 20);
    }

    @Test
    void usedVolumeCountsTheTextOfTheAnswer() {
        String answer =
                "{\"choices\":[{\"message\":{\"content\":\"äö\",\"tool_calls\":[{\"function\":{\"arguments\":\"{}\"}},{\"function\":{\"arguments\":7}}]}}],"
                        + "\"usage\":{\"completion_tokens\":1000}}";
        assertThat(ChatVolume.used(PRODUCT, 300, 100, FakeExchange.JSON.readTree(answer)))
                .isEqualTo(106);
        assertThat(ChatVolume.used(PRODUCT, 300, 10, FakeExchange.JSON.readTree(answer)))
                .isEqualTo(30);
        assertThat(ChatVolume.used(PRODUCT, 103, 100, FakeExchange.JSON.readTree(answer)))
                .isEqualTo(103);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "n | \"n\":2 | 400",
                "n | \"n\":\"1\" | 400",
                "max_tokens | \"max_tokens\":0 | 400",
                "max_tokens | \"max_tokens\":1.5 | 400",
                "max_completion_tokens | \"max_completion_tokens\":-1 | 400",
                "messages | \"max_tokens\":1000 | 400",
                "max_tokens | \"max_tokens\":4097 | 400",
                "max_tokens | \"max_tokens\":9,\"max_completion_tokens\":8 | 400",
                "max_tokens | \"max_tokens\":9223372036854775807 | 400",
                "max_tokens | \"max_tokens\":92233720368547758070 | 400",
                "response_format | \"response_format\":{\"type\":\"grammar\"} | 400",
                "response_format | \"response_format\":7 | 400",
                "modalities | \"modalities\":[\"audio\"] | 400",
                "audio | \"audio\":{} | 400",
                "stream | \"stream\":1 | 400",
            })
    void refusesByName(String param, String member, int status) {
        assertThatExceptionOfType(OpenAiError.class)
                .isThrownBy(() -> read("{\"model\":\"tiny\"," + MESSAGES + "," + member + "}"))
                .satisfies(error -> {
                    assertThat(error.status()).isEqualTo(status);
                    assertThat(error.body().path("error").path("param").asString(""))
                            .isEqualTo(param);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"n\":1",
                "\"n\":null",
                "\"response_format\":{\"type\":\"text\"}",
                "\"response_format\":{\"type\":\"json_object\"}",
                "\"response_format\":{\"type\":\"json_schema\"}",
                "\"response_format\":null",
                "\"modalities\":[\"text\"]",
                "\"modalities\":null",
                "\"audio\":null",
                "\"max_tokens\":1"
            })
    void otherMembersAreAccepted(String member) {
        ChatRequest chat = read("{\"model\":\"tiny\"," + MESSAGES + "," + member + "}");
        assertThat(chat.line()).endsWith("," + member + "}");
        assertThat(chat.bytes()).isEqualTo(chat.line().length());
        assertThat(chat.isStream()).isFalse();
        assertThat(chat.hasUsage()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "null, false"})
    void streamIsATruthValue(String value, boolean isStream) {
        assertThat(read("{\"model\":\"tiny\"," + MESSAGES + ",\"stream\":" + value + "}")
                        .isStream())
                .isEqualTo(isStream);
    }

    /** A lot has a volume of 1,000, and a token 4 bytes. */
    @Test
    void requestMustFitALot() {
        String body = "{\"model\":\"tiny\"," + MESSAGES + ",\"max_tokens\":200,\"user\":\"\"}";
        String most = body.replace("\"\"}", "\"" + "x".repeat(200 - body.length()) + "\"}");
        assertThat(read(most).reserved()).isEqualTo(1_000);
        assertThatExceptionOfType(OpenAiError.class)
                .isThrownBy(() -> read(most.replace("xx", "xxx")))
                .satisfies(error -> assertThat(error.body().toString())
                        .contains("context_length_exceeded", "\"param\":\"messages\"", "of this market has 1000."));
    }

    @Test
    void errorsHaveTheirCodes() {
        assertThatExceptionOfType(OpenAiError.class)
                .isThrownBy(() -> read("{\"model\":\"huge\"," + MESSAGES + "}"))
                .satisfies(error ->
                        assertThat(error.body().toString()).contains("model_not_found", "\"param\":\"model\""));
        for (String body : List.of("[]", "{\"model\":\"tiny\"," + MESSAGES + ",\"user\":\"\\ud800\"}")) {
            assertThatExceptionOfType(OpenAiError.class)
                    .isThrownBy(() -> read(body))
                    .satisfies(error -> assertThat(error.body().toString()).contains("invalid_json", "\"param\":null"));
        }
        for (String messages : List.of(
                "[[{\"role\":\"user\"}]]",
                "[{\"role\":7}]",
                "[{\"role\":\"user\"},{}]",
                "[7,{\"role\":\"user\"}]",
                "{}")) {
            assertThatExceptionOfType(OpenAiError.class)
                    .isThrownBy(() -> read("{\"model\":\"tiny\",\"messages\":" + messages + "}"))
                    .satisfies(error ->
                            assertThat(error.body().toString()).contains("invalid_value", "\"param\":\"messages\""));
        }
    }

    @Test
    void refusesOtherBodies() {
        for (String body : List.of(
                "",
                "[]",
                "{",
                "7",
                "{}",
                "{\"model\":7}",
                "{\"model\":\"tiny\"}",
                "{\"model\":\"tiny\",\"messages\":[]}",
                "{\"model\":\"tiny\",\"messages\":[7]}",
                "{\"model\":\"tiny\",\"model\":\"tiny\"," + MESSAGES + "}",
                "{\"model\":\"tiny\"," + MESSAGES + ",\"user\":\"\\ud800\"}",
                "[".repeat(5_000))) {
            assertThatExceptionOfType(OpenAiError.class)
                    .isThrownBy(() -> read(body))
                    .satisfies(error -> assertThat(error.status()).isEqualTo(400));
        }
        assertThatExceptionOfType(OpenAiError.class)
                .isThrownBy(() -> read("{\"model\":\"huge\"," + MESSAGES + "}"))
                .satisfies(error -> assertThat(error.status()).isEqualTo(404));
    }

    @Test
    void lotsArePackedInOrder() {
        var lots = new LotPacking(PRODUCT);
        for (long volume : new long[] {600, 400, 1, 999, 1_000, 500, 501}) {
            lots.add(new ChatRequest("", 0, volume, false, false));
        }
        assertThat(lots.count()).isEqualTo(5);
        assertThat(lots.countWith(new ChatRequest("", 0, 499, false, false))).isEqualTo(5);
        assertThat(lots.countWith(new ChatRequest("", 0, 500, false, false))).isEqualTo(6);
        assertThat(new LotPacking(PRODUCT).count()).isZero();
        assertThat(new LotPacking(PRODUCT).countWith(new ChatRequest("", 0, 0, false, false)))
                .isEqualTo(1);
    }
}
