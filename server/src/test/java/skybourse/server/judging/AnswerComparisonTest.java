package skybourse.server.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.random.RandomStreams;
import skybourse.server.judging.AnswerComparison.Result;
import skybourse.server.selling.FakeEndpoint;
import skybourse.server.selling.MarketProduct;
import skybourse.server.selling.ModelEndpoint;
import skybourse.venue.event.InferenceProduct;
import tools.jackson.databind.json.JsonMapper;

class AnswerComparisonTest {

    private static final MarketProduct PRODUCT = new MarketProduct(
            new InferenceProduct("qwen2.5-0.5b-instruct", "q4_k_m", 4_096, 32_768, 1, 5, 6, 256, .05, 10, 500, .05),
            1e-6,
            1,
            60);
    private static final String REQUEST = "{\"messages\":[{\"role\":\"user\",\"content\":\"PROMPT\"}]}";

    private final List<FakeEndpoint> endpoints = new ArrayList<>();

    private FakeEndpoint endpoint() throws IOException {
        var endpoint = new FakeEndpoint(FakeEndpoint.MODEL);
        endpoints.add(endpoint);
        return endpoint;
    }

    @AfterEach
    void close() {
        endpoints.forEach(FakeEndpoint::close);
    }

    private AnswerComparison comparison() {
        return new AnswerComparison(
                endpoints.stream()
                        .map(any -> ModelEndpoint.open(any.base(), "", PRODUCT, ""))
                        .toList(),
                .5,
                4_096,
                Duration.ofSeconds(10),
                2);
    }

    private static String completion(String text) {
        return "200{\"choices\":[{\"message\":{\"content\":\"" + text + "\"}}]}";
    }

    @Test
    void similarAnswersNeedNoControl() throws Exception {
        var asked = new AtomicInteger();
        endpoint().reply = body -> {
            asked.incrementAndGet();
            return completion("the capital of France is Paris");
        };
        assertThat(comparison().compare(REQUEST, "The capital of France is Paris."))
                .isEqualTo(Result.MATCH);
        assertThat(asked).hasValue(1);
    }

    @Test
    void mismatchNeedsNineMoreSimilarControls() throws Exception {
        var asked = new AtomicInteger();
        endpoint().reply = _ -> {
            String place = asked.incrementAndGet() == 10 ? "in" : "of";
            return completion("the capital " + place + " France is Paris");
        };
        AnswerComparison comparison = comparison();
        assertThat(comparison.compare(REQUEST, "xyz")).isEqualTo(Result.MISMATCH);
        assertThat(asked).hasValue(10);
        assertThat(comparison.compare(REQUEST, "xyz"))
                .as("all answers of the only endpoint are equal")
                .isEqualTo(Result.NOT_COMPARABLE);
        asked.set(0);
        endpoints.getFirst().reply = _ -> completion(asked.incrementAndGet() == 6 ? "uvw" : "the capital of France");
        assertThat(comparison.compare(REQUEST, "xyz"))
                .as("one control is as unlike the reference as the answer")
                .isEqualTo(Result.MATCH);
        asked.set(0);
        endpoints.getFirst().reply = _ -> completion(asked.incrementAndGet() == 2 ? "uvw" : "the capital of France");
        assertThat(comparison.compare(REQUEST, "xyz")).isEqualTo(Result.MATCH);
        assertThat(asked).as("the first control suffices").hasValue(2);
    }

    /** Two endpoints that answer differently: then a different answer of the seller is a match. */
    @Test
    void controlsComeFromAllEndpoints() throws Exception {
        endpoint().reply = _ -> completion("the capital of France is Paris");
        endpoint().reply = _ -> completion("42");
        assertThat(comparison().compare(REQUEST, "xyz")).isEqualTo(Result.MATCH);
        endpoints.getLast().reply = endpoints.getFirst().reply;
        assertThat(comparison().compare(REQUEST, "xyz")).isEqualTo(Result.MISMATCH);
    }

    @Test
    void failingOrRefusingEndpointGivesNoResult() throws Exception {
        endpoint().reply = _ -> completion("the capital of France is Paris");
        FakeEndpoint other = endpoint();
        other.reply = _ -> "503";
        assertThatThrownBy(() -> comparison().compare(REQUEST, "xyz")).isInstanceOf(IOException.class);
        other.reply = _ -> "404{}";
        assertThatThrownBy(() -> comparison().compare(REQUEST, "xyz")).isInstanceOf(IOException.class);
        other.reply = _ -> "400{}";
        assertThat(comparison().compare(REQUEST, "xyz")).isEqualTo(Result.NOT_COMPARABLE);
        endpoints.getFirst().reply = _ -> "400{}";
        assertThat(comparison().compare(REQUEST, "xyz")).isEqualTo(Result.NOT_COMPARABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"seed\":1",
                "\"grammar\":\"root ::= 1\"",
                "\"tools\":[]",
                "\"messages\":[{\"role\":\"tool\",\"content\":\"a\"}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[]}]",
                "\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"name\":\"b\"}]"
            })
    void requestsThatEnginesTreatDifferentlyAreNotCompared(String field) throws Exception {
        endpoint().reply = _ -> completion("the capital of France is Paris");
        String request =
                field.startsWith("\"messages") ? "{" + field + "}" : REQUEST.replace("}]}", "}]," + field + "}");
        assertThat(comparison().compare(request, "xyz")).isEqualTo(Result.NOT_COMPARABLE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"messages":[]}                                                                           | true
            {"model":1,"messages":[],"max_tokens":1,"max_completion_tokens":1,"temperature":1}        | true
            {"messages":[],"top_p":1,"stop":"x","n":1,"stream":false,"stream_options":{},"user":"x"}  | true
            {"messages":[{"role":"system","content":"a"},{"role":"assistant","content":"b"}]}         | true
            {"messages":[{"role":"user","content":"a"},{"role":"tool","content":"b"}]}                | false
            {"messages":[{"role":"tool","content":"b"},{"role":"user","content":"a"}]}                | false
            {"messages":[{"role":"user","content":[]}]}                                               | false
            {"messages":[{"role":"user","content":"a","name":"b"}]}                                   | false
            {"messages":[{"role":"user"}]}                                                            | false
            {"messages":[],"seed":1}                                                                  | false
            """)
    void onlyFieldsThatEnginesTreatAlikeAreComparable(String request, boolean isComparable) {
        assertThat(AnswerComparison.isComparable(JsonMapper.shared().readTree(request)))
                .isEqualTo(isComparable);
    }

    @Test
    void answersAsSimilarAsTheThresholdMatch() throws Exception {
        endpoint().reply = _ -> completion("abcdefg"); // 10 substrings
        endpoint().reply = endpoints.getFirst().reply;
        assertThat(comparison().compare(REQUEST, "abcxxxx")).as("3 of 10").isEqualTo(Result.MISMATCH);
        assertThat(comparison().compare(REQUEST, "abcdexx")).as("5 of 10").isEqualTo(Result.MATCH);
    }

    @Test
    void requestIsRefusedIfAnEndpointRefusesItOrItExceedsTheContext() throws Exception {
        FakeEndpoint first = endpoint();
        first.reply = _ -> completion("yes");
        assertThat(comparison().isRefused(REQUEST)).isFalse();
        String usage = ",\"usage\":{\"prompt_tokens\":4000}}";
        first.reply = _ -> completion("yes").replaceFirst("}$", usage);
        String limited = REQUEST.replace("}]}", "}],\"max_tokens\":96}");
        assertThat(comparison().isRefused(limited)).isFalse();
        assertThat(comparison().isRefused(limited.replace("96", "97"))).isTrue();
        endpoint().reply = _ -> "400{}";
        assertThat(comparison().isRefused(REQUEST)).isTrue();
        endpoints.getLast().reply = _ -> "500";
        assertThatThrownBy(() -> comparison().isRefused(REQUEST)).isInstanceOf(IOException.class);
    }

    /** Answers are drawn independently from one distribution, whose spread differs widely between requests. A buyer may choose such requests. */
    @Test
    void answersOfTheSameDistributionMismatchInAtMostATenth() throws Exception {
        RandomGenerator draws = new RandomStreams(3).stream("answers", 0);
        endpoint();
        AnswerComparison comparison = comparison();
        for (int choices : List.of(2, 5, 1_000)) {
            endpoints.getFirst().reply = _ -> completion(text(draws, choices));
            int mismatches = 0;
            for (int i = 0; i < 300; i++) {
                String answer = text(draws, choices);
                mismatches += comparison.compare(REQUEST, answer) == Result.MISMATCH ? 1 : 0;
            }
            assertThat(mismatches).as(choices + " texts").isLessThanOrEqualTo(45); // 30 and three deviations
        }
    }

    /** Returns one of a number of texts. */
    private static synchronized String text(RandomGenerator draws, int choices) {
        RandomGenerator words = new RandomStreams(draws.nextInt(choices)).stream("words", 0);
        var text = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            text.append((char) ('a' + words.nextInt(3))).append(words.nextInt(10));
        }
        return text.toString();
    }
}
