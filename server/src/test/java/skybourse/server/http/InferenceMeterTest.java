package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.server.service.ProblemException;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.PieceMeter.Answers;

/** What a seller or a buyer earns by padding, longer answers, empty reservations and answers without text, with and without the rule against it. */
class InferenceMeterTest {

    private static final String REQUEST = "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],\"max_tokens\":100}";
    private static final long RESERVED = REQUEST.length() + 2 * 6 * 100;

    private static InferenceProduct product(double leastShare) {
        return new InferenceProduct("m", "q4", 4_096, 4_000, 1, 2, 6, 50, leastShare, 10, 500, 0);
    }

    private static Answers measured(double leastShare, String requests, String answers) {
        return new InferenceMeter(product(leastShare)).measured(bytes(requests), bytes(answers));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String answer(String text, String more) {
        return "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"}}]" + more + "}";
    }

    @Test
    void exaggeratedUsageEarnsNothing() {
        String honest = answer("a".repeat(100), ",\"usage\":{\"completion_tokens\":25}");
        String padded = answer(
                "a".repeat(100), ",\"usage\":{\"completion_tokens\":1000000},\"padding\":\"" + "x".repeat(999) + "\"");
        assertThat(measured(0, REQUEST, padded)).isEqualTo(measured(0, REQUEST, honest));
        assertThat(measured(0, REQUEST, honest).usedVolume()).isEqualTo(REQUEST.length() + 200);
    }

    /** Control: without the limit, an answer of 1,000,000 bytes would be billed 1,577 times its reservation. */
    @Test
    void longerAnswersEarnAtMostTheReservation() {
        assertThat(measured(0, REQUEST, answer("a".repeat(300), "")).usedVolume())
                .isEqualTo(REQUEST.length() + 600);
        assertThat(measured(0, REQUEST, answer("a".repeat(1_000_000), "")).usedVolume())
                .isEqualTo(RESERVED);
    }

    /** A reservation that is hardly used is billed for the least share; control: without the share, for its bytes only. */
    @Test
    void emptyReservationsAreBilledForTheLeastShare() {
        String full = String.join("\n", List.of(REQUEST, REQUEST, REQUEST));
        String answers = String.join("\n", List.of(answer("", ""), answer("", ""), answer("", "")));
        assertThat(measured(.2, full, answers).usedVolume()).isEqualTo(800);
        String used = String.join("\n", List.of(answer("a".repeat(590), ""), answer("", ""), answer("", "")));
        assertThat(measured(.2, full, used).usedVolume())
                .isEqualTo(REQUEST.length() + 1_180 + 2 * (long) Math.ceil(.2 * RESERVED));
        assertThat(measured(0, full, answers).usedVolume()).isEqualTo(3L * REQUEST.length());
    }

    /** A nearly empty lot keeps others from buying, so it is billed for the least share of a lot. */
    @Test
    void nearlyEmptyLotIsBilledForTheLeastShareOfALot() {
        String tiny = "{\"messages\":[{\"role\":\"user\"}],\"max_tokens\":1}";
        assertThat(measured(.2, tiny, answer("", ""))).isEqualTo(new Answers(800, 0));
        assertThat(measured(0, tiny, answer("", ""))).isEqualTo(new Answers(tiny.length(), 0));
        assertThat(measured(.2, tiny, "{\"error\":{}}")).isEqualTo(new Answers(0, 800));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"error\":{}}",
                "{\"choices\":[]}",
                "{\"choices\":[{\"message\":{}}]}",
                "{\"choices\":[{\"message\":{\"content\":7}}]}",
                "{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[]}}]}",
                "{\"error\":\"x\",\"choices\":[{\"message\":{\"content\":\"a\"}}]}"
            })
    void answersWithoutTextEarnNothing(String answer) {
        assertThat(measured(0, REQUEST, answer)).isEqualTo(new Answers(0, RESERVED));
    }

    @Test
    void toolCallsCount() {
        String call =
                "{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"a\\\":1}\"}}]}}]}";
        assertThat(measured(0, REQUEST, call)).isEqualTo(new Answers(REQUEST.length() + 2 * 7L, 0));
    }

    /** An endpoint may read either limit, so that a small and a large one would reserve little for much work. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"max_tokens\":100,\"max_completion_tokens\":1",
                "\"max_tokens\":4097",
                "\"max_completion_tokens\":\"7\"",
                "\"max_tokens\":1.5",
                "\"n\":2",
                "\"n\":1.9",
                "\"n\":[1]",
                "\"stream\":\"true\"",
                "\"max_tokens\":400"
            })
    void requestsThatCannotBeSoldAreRefused(String member) {
        String request = "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]," + member + "}";
        var meter = new InferenceMeter(product(0));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> {
            List<Long> reserved = meter.reserved(bytes(request));
            if (reserved.getFirst() > product(0).lotVolume()) { // which the market refuses
                throw ProblemException.invalid("payload", "must fit in a lot", reserved);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"n\":1",
                "\"n\":null,\"stream\":null",
                "\"stream\":false",
                "\"max_tokens\":1",
                "\"max_tokens\":320",
                "\"max_tokens\":100,\"max_completion_tokens\":100",
                "\"max_completion_tokens\":4"
            })
    void otherRequestsReserveTheirLimit(String member) {
        String request = "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]," + member + "}";
        int most = member.contains("320") ? 320 : member.contains("100") ? 100 : member.contains("4") ? 4 : 50;
        most = member.equals("\"max_tokens\":1") ? 1 : most;
        assertThat(new InferenceMeter(product(0)).reserved(bytes(request)))
                .containsExactly(request.length() + 2L * 6 * most);
    }

    @Test
    void tooManyOrTooLongLinesAreRefusedBeforeTheyAreParsed() {
        var meter = new InferenceMeter(product(0));
        for (String payload : List.of("\n".repeat(10_001), "[".repeat(5_000), REQUEST + "\n" + "7".repeat(5_000))) {
            assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> meter.reserved(bytes(payload)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1\\n\\n | payload | line 2 | must not be empty",
                "7 | payload | line 1 | must be a JSON object in UTF-8",
                "{} | payload | line 1 | must have messages, a list of at least one message with a role"
            })
    void errorsNameTheLine(String payload, String field, String line, String rule) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new InferenceMeter(product(0)).reserved(bytes(payload.replace("\\n", "\n"))))
                .satisfies(
                        problem -> assertThat(problem.reply().body()).asString().contains(field, line, rule));
    }
}
